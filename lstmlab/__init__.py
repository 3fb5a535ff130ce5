"""lstmlab: reference cells, figures and checked exercises of a course on recurrent networks.

Importing it needs NumPy and the standard library alone. What needs more is imported where it is used.
"""

from typing import TYPE_CHECKING, Any

from lstmlab._version import __version__

if TYPE_CHECKING:
    from lstmlab.checking import CheckResult, check, score

__all__ = ["CheckResult", "__version__", "check", "score"]


def __getattr__(name: str) -> Any:
    # The checks are loaded when they are first asked for: an engineer who uses the cells never pays for them.
    if name in ("CheckResult", "check", "score"):
        from lstmlab import checking

        return getattr(checking, name)
    raise AttributeError(f"module 'lstmlab' has no attribute {name!r}")
