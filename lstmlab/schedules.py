"""Learning rates that change while a network learns: small functions from the number of updates made to the rate.

    optim.adam(schedules.cosine(0.01, end=0.0, steps=1000))

t counts updates (batches), not epochs: t = 0 is the first. An optimiser takes any function t -> rate; those made here
also know their own name, which a checkpoint compares.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lstmlab.shapes import check_finite, check_int, check_positive


@dataclass(frozen=True, repr=False)
class Schedule:
    """A function t -> learning rate, and how it was made.

    Attributes:
        rate: the function.
        name: the call that made it, such as "cosine(start=0.01, end=0.0, steps=1000)".
    """

    rate: Callable[[int], float]
    name: str

    def __call__(self, t: int) -> float:
        """The rate of the update after t updates. Errors: t that is not an integer from 0 on."""
        check_int(0, t=t)
        return self.rate(int(t))

    def __repr__(self) -> str:
        return self.name


def constant(rate: float) -> Schedule:
    """rate(t) = rate. Errors: a rate that is not above 0."""
    check_positive(rate=rate)
    rate = float(rate)
    return Schedule(lambda t: rate, f"constant(rate={rate})")


def step(start: float, factor: float, every: int) -> Schedule:
    """Stairs: rate(t) = start * factor^floor(t / every).

    Args:
        start: the first rate.
        factor: what is left of it at each stair, above 0 and at most 1.
        every: updates between two stairs.

    Raises:
        ValueError: start not above 0, factor outside (0, 1], every below 1; TypeError: no numbers.
    """
    start, factor, every = _decay(start, factor, every)
    return Schedule(lambda t: start * factor ** (t // every), f"step(start={start}, factor={factor}, every={every})")


def exponential(start: float, factor: float, every: int = 1) -> Schedule:
    """A slope without stairs: rate(t) = start * factor^(t / every). Args and errors: as in `step`."""
    start, factor, every = _decay(start, factor, every)
    return Schedule(
        lambda t: start * factor ** (t / every), f"exponential(start={start}, factor={factor}, every={every})"
    )


def inverse_time(start: float, half: float) -> Schedule:
    """rate(t) = start / (1 + t / half): half the rate after `half` updates, and slower and slower from there.

    The sum of all rates is infinite and the sum of their squares is finite: the conditions under which stochastic
    gradient descent can get anywhere and still comes to rest.

    Source: C. Darken and J. Moody, "Note on Learning Rate Schedules for Stochastic Optimization", NIPS 3 (1991); the
    conditions: H. Robbins and S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22
    (1951), 400-407.

    Args:
        start: the first rate.
        half: updates until it has halved.

    Raises:
        ValueError: a number that is not above 0; TypeError: no number.
    """
    check_positive(start=start, half=half)
    start, half = float(start), float(half)
    return Schedule(lambda t: start / (1 + t / half), f"inverse_time(start={start}, half={half})")


def cosine(start: float, end: float, steps: int) -> Schedule:
    """Half a wave from start to end: rate(t) = end + (start - end) (1 + cos(pi min(t, steps) / steps)) / 2.

    It falls slowly at first, fastest in the middle, and stays at `end` after `steps` updates.

    Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, equation 5,
    without the restarts.

    Args:
        start: the first rate.
        end: the last one; 0 is allowed.
        steps: updates on the way.

    Raises:
        ValueError: start not above 0, end outside [0, start], steps below 1; TypeError: no numbers.
    """
    check_positive(start=start)
    _number_from_zero(end=end)
    check_int(1, steps=steps)
    start, end, steps = float(start), float(end), int(steps)
    if end > start:
        raise ValueError(f"end: expected at most start = {start}, got {end}")

    def rate(t: int) -> float:
        return end + (start - end) * (1 + math.cos(math.pi * min(t, steps) / steps)) / 2

    return Schedule(rate, f"cosine(start={start}, end={end}, steps={steps})")


def warm_up(steps: int, then: Any) -> Schedule:
    """A straight line up, then another schedule.

        rate(t) = then(0) (t + 1) / (steps + 1) for t < steps,   then(t - steps) from there

    The first updates come from weights that know nothing, and from running means (of Adam, say) of a few gradients.

    Source: P. Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", arXiv:1706.02677 (2017),
    their gradual warmup.

    Args:
        steps: updates on the line.
        then: what follows, a schedule or a number; it counts its updates from the end of the line.

    Raises:
        ValueError: steps below 1, a rate that is not above 0; TypeError: not an integer, or neither schedule nor
            number.
    """
    check_int(1, steps=steps)
    after = then if callable(then) else constant(then)
    n = int(steps)

    def rate(t: int) -> float:
        return after(0) * (t + 1) / (n + 1) if t < n else after(t - n)

    return Schedule(rate, f"warm_up(steps={n}, then={describe(then)})")


def describe(rate: Any) -> str:
    """How a rate reads in the name of an optimiser: a number, the name of a schedule, or that of any other function."""
    if isinstance(rate, Schedule):
        return rate.name
    if callable(rate):
        return getattr(rate, "__qualname__", type(rate).__name__)
    check_finite(rate=rate)
    return str(float(rate))


def _decay(start: Any, factor: Any, every: Any) -> tuple[float, float, int]:
    check_positive(start=start, factor=factor)
    if factor > 1:
        raise ValueError(f"factor: expected a number above 0 and at most 1, got {factor}")
    check_int(1, every=every)
    return float(start), float(factor), int(every)


def _number_from_zero(**numbers: Any) -> None:
    for name, value in numbers.items():
        if isinstance(value, bool) or value != 0:
            check_positive(**{name: value})
