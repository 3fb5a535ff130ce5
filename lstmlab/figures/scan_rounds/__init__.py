"""A scan, round by round: the maps of eight steps, put together until each reaches back to the start.

    h_t = a h_{t-1} + b_t        two steps as one: h_t = a^2 h_{t-2} + (a b_{t-1} + b_t)

In each round a step is put together with the map `shift` places before it, all steps at once, and the shift doubles.
After three rounds every map begins at step 1: its b is the state, since the start state stands in the first b.
"""

import math
from typing import Any

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Whole

B = (1.0, 0.0, -2.0, 0.0, 3.0, 0.0, 0.0, 1.0)
N_STEPS = len(B)
ROUNDS = int(math.log2(N_STEPS))


def compute(keep: float, start: float, turn: int, step: int) -> dict[str, Any]:
    """The maps before the first round and after each.

    Args:
        keep: a, the same at all steps.
        start: h_0.
        turn: the round whose result is shown, 0 before the first.
        step: the step that is looked at.

    Returns:
        a, b: a row for each round, from 0 on; firsts: the first step that each map stands for; ready: how many maps
        reach back to step 1, in each round; states: h_1 ... h_8 by a loop; shift: of the round shown, 0 before it;
        joins: whether the map looked at stands for more than its own step.
    """
    a, b = [keep] * N_STEPS, list(B)
    b[0] = a[0] * start + b[0]
    rows_a, rows_b, firsts = [a], [b], [list(range(1, N_STEPS + 1))]
    for k in range(ROUNDS):
        shift = 2**k
        a, b, first = rows_a[-1], rows_b[-1], firsts[-1]
        rows_a.append([a[t] * a[t - shift] if t >= shift else a[t] for t in range(N_STEPS)])
        rows_b.append([a[t] * b[t - shift] + b[t] if t >= shift else b[t] for t in range(N_STEPS)])
        firsts.append([first[t - shift] if t >= shift else first[t] for t in range(N_STEPS)])
    states, h = [], start
    for written in B:
        h = keep * h + written
        states.append(h)
    return {
        "a": rows_a,
        "b": rows_b,
        "firsts": firsts,
        "ready": [row.count(1) for row in firsts],
        "states": states,
        "shift": 2 ** (turn - 1) if turn else 0,
        "joins": firsts[turn][step - 1] < step,
    }


WORDS = {
    "alt": "Eight steps in a row, and below them rounds 0 to {turn} of a scan with a = {keep:2} and h0 = {start:1}. "
    "{spans} {result}",
    "spans": "After round {turn} the map at step {step} stands for {reach[joins]} and adds {b[turn][step-1]:2}.",
    "reach": {"false": "this step alone", "true": "steps {firsts[turn][step-1]} to {step}"},
    "result": "{done[turn]}",
    "done": {
        "0": "Before the first round each map stands for its own step. A loop would now take eight turns, one after "
        "the other.",
        "3": "After three rounds all eight maps reach back to step 1: what they add is the state. A loop takes eight "
        "turns.",
        "else": "After round {turn}, {ready[turn]} of eight maps reach back to step 1.",
    },
}


class ScanRounds(Figure):
    """The maps of eight steps of h = a h + b, put together round by round.

    Args:
        turn: the round that is shown, 0 to 3.
        step: the step that is looked at, 1 to 8.
        keep: a, from 0 to 1.
        start: h_0, from -2 to 2.
    """

    title = "A scan, round by round"

    turn = Whole(1, "Rounds done", low=0, high=ROUNDS)
    step = Whole(6, "Step that is looked at", low=1, high=N_STEPS)
    keep = Number(0.5, "What a step keeps, a", low=0, high=1, step=0.05)
    start = Number(2, "Start state h_0", low=-2, high=2, step=0.5, digits=1)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"written": list(B), "rounds": ROUNDS}
