"""Runs an exercise, explains the result and keeps the score.

How the modules below it hang together:

    check -> examine -> diagnose: attempt (run, judge) -> recognise, findings, example -> Diagnosis -> Card
    grader -> sandbox -> examine, with another seed
"""

from lstmlab.checking.api import check, examine
from lstmlab.checking.result import CheckResult
from lstmlab.checking.scoreboard import Score, score

__all__ = ["CheckResult", "Score", "check", "examine", "score"]
