"""Drawings of the course: nets, cells and their steps, each made by code from a small description, in one look.

A drawing is an SVG with its words. It needs no library, takes the text colour of the page, light or dark, and stays
legible on a phone. pen.py knows how things look, drawing.py how they are shown; the other files say what is drawn.
"""

from lstmlab.drawings.attention import encoder_and_decoder
from lstmlab.drawings.backward import step_backward
from lstmlab.drawings.cell import (
    lstm_of_1997,
    one_gate_at_a_time,
    peepholes,
    simple_net_beside_cell,
    two_usual_drawings,
)
from lstmlab.drawings.curves import squashing_functions
from lstmlab.drawings.drawing import Drawing
from lstmlab.drawings.gallery import sequences
from lstmlab.drawings.gru import both_placements_of_r
from lstmlab.drawings.nets import (
    both_directions_and_a_stack,
    elman_with_context,
    rolled_and_unrolled,
    what_goes_in_and_out,
)
from lstmlab.drawings.numbers import step_with_numbers
from lstmlab.drawings.thumbnails import thumbnail
from lstmlab.drawings.vectors import what_an_eigenvalue_does

__all__ = [
    "Drawing",
    "both_directions_and_a_stack",
    "both_placements_of_r",
    "elman_with_context",
    "encoder_and_decoder",
    "lstm_of_1997",
    "one_gate_at_a_time",
    "peepholes",
    "rolled_and_unrolled",
    "sequences",
    "simple_net_beside_cell",
    "squashing_functions",
    "step_backward",
    "step_with_numbers",
    "thumbnail",
    "two_usual_drawings",
    "what_an_eigenvalue_does",
    "what_goes_in_and_out",
]
