"""The still picture of GRU beside LSTM: the input, the gates of both, and what both keep and show."""

from typing import Any

from lstmlab.plots import palette, picture


def still(values: dict[str, Any]) -> Any:
    """Input, gates of the GRU, gates of the LSTM, states of both.

    Args:
        values: from `lstmlab.figures.gru_beside_lstm.compute`.
    """
    return _draw(values).figure


@picture.plot
def _draw(values: dict[str, Any]) -> picture.Picture:
    from lstmlab.plots.curves import legend

    ours, theirs = values["gru"], values["lstm"]
    steps = range(1, len(values["x"]) + 1)
    figure, (above, left, right, below) = picture.chart(7.2, rows=4, height_ratios=(0.6, 1, 1, 1.6), sharex=True)
    above.bar(steps, values["x"], width=0.5, color=palette.GREY)
    above.axhline(0, color=palette.GREY, linewidth=0.8)
    above.set(ylabel="input")
    for axes, rows, names, title in ((left, ours, "rz", "GRU gates"), (right, theirs, "ifo", "LSTM gates")):
        for k, name in enumerate(names):
            axes.plot(steps, rows[name], label=name, **palette.line(k + 2))
        axes.set(ylim=(-0.05, 1.05), ylabel=title)
        legend(axes)
    lines = (("h of the GRU", ours["h"]), ("h of the LSTM", theirs["h"]), ("c of the LSTM", theirs["c"]))
    for k, (name, row) in enumerate(lines):
        below.plot(steps, row, label=name, **palette.line(k))
    below.set(ylabel="state", xlabel="step")
    legend(below)
    return picture.Picture(figure, "")
