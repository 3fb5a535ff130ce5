"""The rule of `course.toml` for late work, where nbgrader grades by itself.

    c.AssignLatePenalties.plugin_class = "lstmlab.grading.late.CourseRule"

in nbgrader_config.py. nbgrader knows by how much a submission is late, from its own due dates and timestamps; the rule
says what that costs. `CourseRule` is made when it is asked for: nbgrader need not be there for the rest of the package.
"""

from functools import cache
from pathlib import Path
from typing import Any

from lstmlab.grading import course


def penalty(root: str, score: float, seconds: float) -> float | None:
    """Points that are taken off a notebook; None where nothing is. root: the folder of the course.

    Raises:
        course.CourseError: there is no `course.toml` in it, or its rule cannot be read.
    """
    return course.rule(Path(root) / "course.toml").penalty(score, seconds) or None


@cache
def _plugin() -> type:
    from nbgrader.plugins import BasePlugin

    class CourseRule(BasePlugin):  # type: ignore[misc]
        """A plugin of nbgrader's `AssignLatePenalties`."""

        def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
            """Points that are taken off a notebook; None where nothing is."""
            found: Any = self.config
            root = str(found.CourseDirectory.root) if "root" in found.CourseDirectory else ""
            return penalty(root, score, total_seconds_late)

    return CourseRule


def __getattr__(name: str) -> type:
    if name == "CourseRule":
        return _plugin()
    raise AttributeError(name)
