"""Plots of the course. Each function returns a `Picture`: a Matplotlib figure together with its text alternative.

Matplotlib is imported when the first plot is drawn: pip install "lstmlab[plots]".
"""

from lstmlab.plots.curves import bars_with_intervals, error_by_step, lines, training_curve
from lstmlab.plots.graphs import network, unrolled_graph
from lstmlab.plots.picture import Picture
from lstmlab.plots.reading import reading
from lstmlab.plots.results import dots, heatmap, success
from lstmlab.plots.series import forecast, window
from lstmlab.plots.states import hidden_states, latch_portrait

__all__ = [
    "Picture",
    "bars_with_intervals",
    "dots",
    "error_by_step",
    "forecast",
    "heatmap",
    "hidden_states",
    "latch_portrait",
    "lines",
    "network",
    "reading",
    "success",
    "training_curve",
    "unrolled_graph",
    "window",
]
