"""Checks that no clock cuts short. No pytest here: the page's Python imports it too (tests/e2e/page_proof.py)."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from lstmlab.checking.diagnosis import attempt, diagnose

# Seconds after which a check stops looking, on a learner's machine.
LIMITS: dict[tuple[ModuleType, str], float] = {
    (attempt, "PATIENCE"): attempt.PATIENCE,
    (attempt, "ENOUGH"): attempt.ENOUGH,
    (diagnose, "EXPLAINING"): diagnose.EXPLAINING,
}


@contextmanager
def unhurried() -> Iterator[None]:
    """A check looks at every case and at every smaller example, also where other programs keep the machine so busy that
    it would stop early: what it says is up to the answer alone."""
    before = {(module, name): getattr(module, name) for module, name in LIMITS}
    for module, name in LIMITS:
        setattr(module, name, 60.0)
    try:
        yield
    finally:
        for (module, name), seconds in before.items():
            setattr(module, name, seconds)
