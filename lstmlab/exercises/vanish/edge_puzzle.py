"""The edge puzzle of chapter 4: between a gradient that vanishes and one that explodes."""

from lstmlab.exercises.specification import Puzzle


def unmet(cell, scale, forget=0.97):
    # The figure owns the net, its 50 steps and the band; it is loaded only when the puzzle is checked.
    from lstmlab.figures.gradient_flow import GradientFlow

    return GradientFlow.unmet(cell=cell, scale=scale, forget=forget)


PUZZLE = Puzzle(
    name="vanish.edge_puzzle",
    title="The edge between vanishing and exploding",
    chapter=4,
    points=1,
    section=("edge", "The edge"),
    figure="GradientFlow",
    task="Find a recurrent scale at which the gradient neither vanishes nor explodes over 50 steps: "
    "its length ends between 0.1 and 10.",
    start={"cell": "linear", "scale": 1.0},
    solution={"cell": "linear", "scale": 1.6},
    unmet=unmet,
    hints=(
        "Read the factor of one step. What must it be, about, so that 50 of them multiply to 1?",
        "In the long run a linear net multiplies the gradient by the spectral radius ρ at every step. "
        "The scale s multiplies ρ too.",
    ),
)
