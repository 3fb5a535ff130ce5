"""What a notebook asks a prediction with: plain ipywidgets."""

from collections.abc import Callable
from typing import Any


def asking(question: Any, before: Any, hear: Callable[[Any], None]) -> Any:
    """The widgets of one question.

    Args:
        question: a `predictions.Question`.
        before: the prediction that was kept, or None.
        hear: called with each new prediction.

    Raises:
        ImportError: there are no widgets.
    """
    import ipywidgets as widgets

    wide = {"layout": widgets.Layout(width="auto")}
    label = widgets.Label(question.ask)
    said = widgets.HTML()
    parts: list[Any]

    def take(value: Any) -> None:
        said.value = "Kept. What came out stands below, beside it."
        hear(value)

    if question.kind == "choice":
        start = before if before in question.choices else None
        one = widgets.RadioButtons(options=question.choices, value=start, **wide)
        one.observe(lambda change: take(change.new), "value")
        parts = [one]
    elif question.kind == "several":
        parts = [widgets.Checkbox(name in (before or ()), description=name, indent=False) for name in question.choices]
        for box in parts:
            box.observe(lambda _: take([box.description for box in parts if box.value]), "value")
    elif question.kind == "curve":
        middle = (question.low + question.high) / 2
        heights = before if before and len(before) == len(question.curve) else [middle] * len(question.curve)
        sliders = [
            widgets.FloatSlider(
                value, min=question.low, max=question.high, description=f"{place:g}", orientation="vertical"
            )
            for place, value in zip(question.curve, heights, strict=True)
        ]
        for slider in sliders:
            slider.observe(lambda _: take([each.value for each in sliders]), "value")
        parts = [widgets.HBox(sliders)]
    elif question.kind == "number":
        box = widgets.Text(
            value="" if before is None else f"{before:g}", placeholder="a number", continuous_update=False
        )

        def number(change: Any) -> None:
            try:
                take(float(change.new.replace(",", ".")))
            except ValueError:
                said.value = "This is no number."

        box.observe(number, "value")
        parts = [widgets.HBox([box, widgets.Label(question.number.strip())])]
    else:
        box = widgets.Text(value=before or "", placeholder="in one line", continuous_update=False)
        box.observe(lambda change: take(change.new), "value")
        parts = [box]
    return widgets.VBox([label, *parts, said])
