"""The still picture of keep, copy, keep: the gates, and below them both runs with the bands to stay in."""

from typing import Any

from lstmlab.figures.gru_copy import N_STEPS, NEAR, NEW, START
from lstmlab.plots import palette, picture


def still(values: dict[str, Any]) -> Any:
    """Gates above, h of both runs below.

    Args:
        values: from `lstmlab.figures.gru_copy.compute`.
    """
    return _draw(values).figure


@picture.plot
def _draw(values: dict[str, Any]) -> picture.Picture:
    from lstmlab.plots.curves import legend

    figure, (gates, states) = picture.chart(4.6, rows=2, height_ratios=(1, 2), sharex=True)
    steps = range(1, N_STEPS + 1)
    for k, (name, row) in enumerate((("update gate z", values["z"]), ("reset gate r", values["r"]))):
        gates.step(steps, row, where="mid", label=name, **palette.line(k + 2))
    gates.set(ylim=(-0.08, 1.08), ylabel="gates", yticks=(0, 0.5, 1))
    legend(gates)
    for middle, first, last in ((START, 0, NEW - 1), (-START, 0, NEW - 1), (values["wanted"], NEW, N_STEPS)):
        states.fill_between(
            (first - 0.4, last + 0.4), middle - NEAR, middle + NEAR, color=palette.GREY, alpha=0.3, linewidth=0
        )
    for k, (name, run) in enumerate(((f"from +{START}", "plus"), (f"from −{START}", "minus"))):
        states.plot(values[run], label=name, marker=palette.MARKERS[k], markersize=4.5, **palette.line(k))
    states.set(ylim=(-1.05, 1.05), ylabel="h", xlabel="step", xticks=(0, 5, NEW, 15, N_STEPS))
    legend(states)
    return picture.Picture(figure, "")
