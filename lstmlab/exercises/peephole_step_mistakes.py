"""The known mistakes of exercise peephole.step: those in the peepholes. peephole_step_cell has those in the cell."""

from dataclasses import replace

from lstmlab.exercises import lstm_orders
from lstmlab.exercises.peephole_step_cell import CELL
from lstmlab.exercises.specification import Mistake

_I, _F, _O = "a_i + p_i * c_prev", "a_f + p_f * c_prev", "a_o + p_o * c"
_SUMS = {"i": _I, "f": _F, "o": _O}
_WORDS = {"i": "input gate", "f": "forget gate", "o": "output gate"}
_CELLS = {"i": "c_prev", "f": "c_prev", "o": "c"}
_AFTER = "A peephole is one more term of the sum. Look at the brackets of the sigmoid."


def _exchanged(one: str, other: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_SUMS[gate], _SUMS[gate].replace(f"p_{gate}", f"p_{by}")) for gate, by in ((one, other), (other, one))
    )


def _after(gate: str) -> tuple[str, str]:
    return (f"sigmoid({_SUMS[gate]})", f"sigmoid(a_{gate}) + p_{gate} * {_CELLS[gate]}")


def _without(gate: str) -> tuple[str, str]:
    return (f" + p_{gate} * {_CELLS[gate]})", ")")


def _seeing(gate: str, seen: str) -> tuple[str, str]:
    return (f"sigmoid({_SUMS[gate]})", f"sigmoid(a_{gate} + p_{gate} * {seen})")


def _full(gate: str) -> tuple[str, str]:
    return _seeing(gate, f"{_CELLS[gate]}.sum(axis=1, keepdims=True)")


def _dot(gate: str) -> tuple[str, str]:
    return (f"p_{gate} * {_CELLS[gate]})", f"({_CELLS[gate]} @ p_{gate})[:, None])")


_PEEPHOLES = (
    Mistake(
        name="output-peephole-sees-old-cell",
        behaves_like="one whose output gate sees the old cell c_prev instead of the new one",
        question="When the output gate is computed, is the new cell known already?",
        pointer="The input and the forget gate cannot wait for the new cell. The output gate can.",
        edits=(_seeing("o", "c_prev"),),
    ),
    Mistake(
        name="peepholes-after-the-sigmoid",
        behaves_like="one that adds all three peepholes after the sigmoid instead of inside it",
        question="Between which values must a gate lie? With a cell of 10, where does yours lie?",
        pointer=_AFTER,
        edits=(_after("i"), _after("f"), _after("o")),
    ),
    *(
        Mistake(
            name=f"p_{gate}-after-the-sigmoid",
            behaves_like=f"one that adds the peephole of the {word} after the sigmoid instead of inside it",
            question=f"Between which values must the {word} lie? With a cell of 10, where does yours lie?",
            pointer=_AFTER,
            edits=(_after(gate),),
        )
        for gate, word in _WORDS.items()
    ),
    Mistake(
        name="no-peepholes",
        behaves_like="one without peepholes: the LSTM of chapter 5",
        question="Change p_i, p_f and p_o. Does anything change?",
        pointer="Each of the three gates has one more term than in chapter 5.",
        edits=(_without("i"), _without("f"), _without("o")),
    ),
    *(
        Mistake(
            name=f"no-p_{gate}",
            behaves_like=f"one whose {word} does not see the cell",
            question=f"Change p_{gate}. Does anything change?",
            pointer="Count the terms in the sum of each gate: there are four.",
            edits=(_without(gate),),
        )
        for gate, word in _WORDS.items()
    ),
    Mistake(
        name="full-matrix",
        behaves_like="one in which every gate sees all cells, as if a peephole were a full matrix",
        question="How many numbers are in p_i, and how many would there be if each unit's gate saw every unit's cell?",
        pointer="A peephole joins a cell with its own gates alone: one number for each unit and gate.",
        edits=(_full("i"), _full("f"), _full("o")),
    ),
    Mistake(
        name="cells-summed-up",
        behaves_like="one that multiplies c by p with `@` and gives the sum over all units to every gate",
        question="What is the shape of what `@` makes of (N, H) and (H,)?",
        pointer="Each unit looks at its own cell. No sum over the units is taken.",
        edits=(_dot("i"), _dot("f"), _dot("o")),
    ),
    Mistake(
        name="peepholes-see-h_prev",
        behaves_like="one whose peepholes look at h_prev instead of the cell",
        question="If the output gate was shut, what is h_prev? And what should the gates see then?",
        pointer="W_h looks at what was shown. A peephole looks behind the output gate.",
        edits=(_seeing("i", "h_prev"), _seeing("f", "h_prev"), _seeing("o", "h_prev")),
    ),
    Mistake(
        name="peepholes-of-i-and-f-see-h_prev",
        behaves_like="one in which the peepholes of the input gate and the forget gate look at h_prev",
        question="If the output gate was shut, what is h_prev? And what should the gates see then?",
        pointer="W_h looks at what was shown. A peephole looks behind the output gate.",
        edits=(_seeing("i", "h_prev"), _seeing("f", "h_prev")),
    ),
    Mistake(
        name="peepholes-see-tanh-of-c",
        behaves_like="one whose peepholes look at tanh of the cell",
        question="A cell that counts to 25: can a gate tell 24 from 25 if it sees tanh of it?",
        pointer="tanh belongs to what is shown. The gates see the cell as it is.",
        edits=(_seeing("i", "np.tanh(c_prev)"), _seeing("f", "np.tanh(c_prev)"), _seeing("o", "np.tanh(c)")),
    ),
    Mistake(
        name="output-peephole-sees-tanh-of-c",
        behaves_like="one whose output gate looks at tanh of the new cell",
        question="A cell that counts to 25: can a gate tell 24 from 25 if it sees tanh of it?",
        pointer="tanh belongs to what is shown. The gates see the cell as it is.",
        edits=(_seeing("o", "np.tanh(c)"),),
    ),
    *(
        Mistake(
            name=f"p_{one}-and-p_{other}-exchanged",
            behaves_like=f"one that exchanges p_{one} and p_{other}",
            question="Which peephole belongs to which gate?",
            pointer="Read the letters of your sums one by one: the a and the p of a gate have the same letter.",
            edits=_exchanged(one, other),
        )
        for one, other in (("i", "f"), ("i", "o"), ("f", "o"))
    ),
    Mistake(
        name="p_i-in-both",
        behaves_like="one whose forget gate has the peephole of the input gate",
        question="Which peephole belongs to which gate?",
        pointer="Read the letters of your sums one by one: the a and the p of a gate have the same letter.",
        edits=(("p_f * c_prev", "p_i * c_prev"),),
        alone=True,
    ),
    Mistake(
        name="peepholes-subtracted",
        behaves_like="one that subtracts the peepholes",
        question="If p_o is positive, should a larger cell open the output gate or shut it?",
        pointer="Look at the signs in the three sums.",
        edits=tuple((total, total.replace(" + ", " - ")) for total in _SUMS.values()),
        alone=True,
    ),
    Mistake(
        name="peepholes-multiplied",
        behaves_like="one that multiplies each sum by its peephole's term",
        question="If the cell is 0, what should a gate depend on?",
        pointer="A peephole is one more term of the sum.",
        edits=tuple((total, total.replace(" + ", " * ")) for total in _SUMS.values()),
        alone=True,
    ),
    Mistake(
        name="peepholes-of-weight-1",
        behaves_like="one that adds the cell itself to the gates' sums, without p",
        question="Change p_i, p_f and p_o. Does anything change?",
        pointer="Each gate decides with a weight of its own how much it listens to the cell.",
        edits=(_seeing("i", "c_prev / p_i"), _seeing("f", "c_prev / p_f"), _seeing("o", "c / p_o")),
        alone=True,
    ),
    Mistake(
        name="candidate-sees-the-cell",
        behaves_like="one whose candidate has a peephole as well",
        question="How many peepholes does a unit have, and what are their letters?",
        pointer="Three of the four blocks are gates, and only gates look at the cell.",
        edits=(("np.tanh(a_g)", "np.tanh(a_g + p_i * c_prev)"),),
        alone=True,
    ),
)

# Orders that are met elsewhere: a learner who brings one along may well make another mistake too.
_MET = ("order-i-f-o-g", "order-i-g-f-o", "order-i-o-f-g", "order-f-i-g-o")

MISTAKES = (*_PEEPHOLES, *(replace(one, alone=one.name not in _MET) for one in lstm_orders.taken()), *CELL)
