"""Drawings of the course: nets, cells and their steps, each made by code from a small description, in one look.

A drawing is an SVG with its words. It needs no library, takes the text colour of the page, light or dark, and stays
legible on a phone. pen.py knows how things look, drawing.py how they are shown; the other files say what is drawn.
"""

from lstmlab.drawings.cell import (
    lstm_of_1997,
    one_gate_at_a_time,
    peepholes,
    simple_net_beside_cell,
    two_usual_drawings,
)
from lstmlab.drawings.drawing import Drawing
from lstmlab.drawings.gallery import sequences
from lstmlab.drawings.gru import both_placements_of_r
from lstmlab.drawings.nets import elman_with_context, what_goes_in_and_out
from lstmlab.drawings.numbers import step_with_numbers

__all__ = [
    "Drawing",
    "both_placements_of_r",
    "elman_with_context",
    "lstm_of_1997",
    "one_gate_at_a_time",
    "peepholes",
    "sequences",
    "simple_net_beside_cell",
    "step_with_numbers",
    "two_usual_drawings",
    "what_goes_in_and_out",
]
