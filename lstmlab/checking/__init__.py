"""Runs an exercise, explains the result and keeps the score.

Three drawers, each of which knows those before it and none after it, and a way in:

    calling     runs an answer: run, limit, keep, place, source, elsewhere
    diagnosis   says what is true of it: diagnose -> attempt (judge, form), recognise, findings, example -> Diagnosis
    display     shows it: Card, html, CheckResult, score, and the file that keeps the score
    api         check -> examine -> diagnose -> Card

A class is graded by lstmlab.grading, which asks `examine` with another seed, about functions that run in a jail.
"""

from lstmlab.checking.api import check, examine
from lstmlab.checking.display.result import CheckResult
from lstmlab.checking.display.scoreboard import Score, score

__all__ = ["CheckResult", "Score", "check", "examine", "score"]
