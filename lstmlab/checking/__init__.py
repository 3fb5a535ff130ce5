"""Runs an exercise, explains the result and keeps the score."""

from lstmlab.checking.api import check
from lstmlab.checking.result import CheckResult

__all__ = ["CheckResult", "check", "score"]


def score() -> str:
    """The learner's progress."""
    return ""
