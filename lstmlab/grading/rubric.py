"""The rubric of the capstone of chapter 14, for those who grade it: the same lines as in the chapter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What is asked for, and what it is worth."""

    name: str
    points: int
    text: str


MEASURED = (
    Line("repeatable", 2, "the run can be repeated: the same seed gives the same score"),
    Line("five-seeds", 1, "there are at least five seeds, and the results differ"),
    Line("better-on-average", 3, "it beats the baseline on average"),
    Line("clearly-better", 3, "the interval over five seeds or more lies clear of the baseline"),
    Line("quick-enough", 1, "one run takes less than two minutes"),
)

JUDGED = (
    Line("prediction", 2, "the question and a prediction were written down *before* the first result"),
    Line("data", 2, "it is said which data was trained on, which decided, and which was only looked at once"),
    Line("baseline", 2, "the baseline is a fair one, and its score stands beside every result"),
    Line("figure", 2, "a figure shows the result, with names and units on its axes"),
    Line("conclusion", 2, "the conclusion says what did *not* work, and what it does not show"),
)

RUBRIC = MEASURED + JUDGED
