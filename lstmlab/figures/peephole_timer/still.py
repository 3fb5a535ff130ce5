"""The still picture of the peephole timer: the count, and below it the outputs with and without the peephole."""

from typing import Any

from lstmlab.figures.peephole_timer import FIRES
from lstmlab.plots import palette, picture


def still(values: dict[str, Any]) -> Any:
    """The count above, the outputs below.

    Args:
        values: from `lstmlab.figures.peephole_timer.compute`.
    """
    return _draw(values).figure


@picture.plot
def _draw(values: dict[str, Any]) -> picture.Picture:
    from lstmlab.plots.curves import legend

    figure, (count, outputs) = picture.chart(4.8, rows=2, height_ratios=(1, 1.3), sharex=True)
    count.plot(values["c"], label="count c", **palette.line(2))
    opens = values["opens"]
    if opens is not None and 0 < opens < 1.5 * max(values["c"]):
        count.axhline(opens, color=palette.GREY, linestyle=":", label="output gate half open")
    count.set(ylabel="c")
    count.set_ylim(bottom=0)
    legend(count)
    for k, (name, label) in enumerate((("h", "h with peephole"), ("plain_h", "h without"))):
        outputs.plot(values[name], label=label, **palette.line(k))
        fires = values["fires" if name == "h" else "plain_fires"]
        if fires is not None:
            outputs.plot(fires, values[name][fires], palette.MARKERS[k], color=palette.COLOURS[k], markersize=8)
    outputs.axhline(FIRES, color=palette.GREY, linestyle=":", label="fires")
    outputs.set(ylim=(-0.05, 1.05), ylabel="h", xlabel="step")
    legend(outputs)
    return picture.Picture(figure, "")
