"""The tour of the explainer: seven states of it, each with a sentence. The units in it come from what was measured.

In a chapter a stop stands small: text and map, or, where its panel is "write", text and the next character.
"""

from typing import Any

from lstmlab.figures.lstm_explainer import follows
from lstmlab.figures.lstm_explainer.numbers import LONGEST

ALL = f"0-{LONGEST - 1}"  # all steps that a text can have
SPACE = "FALSTAFF\nHear me, I have a "
NAME = "HORATIO\nGo home.\n\nHAMLET\nI will not go.\n\nHORATIO\nWhy not?\n\nHAM"


def _leader(feature: str) -> dict[str, Any]:
    """The unit that follows a feature most closely, as a state."""
    return {"unit": follows.table()[feature][0][0], "order": feature, "show": "c"}


STOPS: list[dict[str, Any]] = [
    {
        "say": "Watch the framed unit count the line. Of all units it follows the place in the line most closely: its "
        "curve goes one way along each line of verse, and jumps back where the next one begins (↵).",
        "set": {**_leader("line"), "step": 200},
    },
    {
        "say": "Now the forget gates, long memories first. The rows at the top are dark nearly everywhere: what these "
        "cells hold, they keep. Further down memories last a letter or two.",
        "set": {"show": "f", "order": "half_life", "unit": follows.stored()["longest"], "step": 200},
    },
    {
        "say": "What comes after a space? Many letters may. Move the temperature: a low one sharpens the choice, a "
        "high one levels it. Then add a q to the text, and see how sure the net can be.",
        "set": {"text": SPACE, "step": len(SPACE) - 1, "panel": "write", "temperature": 1, **_leader("capital")},
        "writes": False,  # in a chapter: what comes next alone
    },
    {
        "say": "Why an L? The underlines say which letters speak for it, and which against it. A letter taken away "
        "altogether is another question; its bars stand below.",
        "set": {"text": NAME, "step": len(NAME) - 1, "panel": "past", "target": "L", **_leader("name")},
    },
    {
        "say": "What if nothing were ever forgotten? All forget gates are held at 1. The cells grow without end (look "
        "at the scale of the curve), and the text costs more bits.",
        "set": {
            "panel": "change",
            "whom": "all",
            "changes": f"f all {ALL} 1",
            **_leader("line"),
            "step": 300,
        },
    },
    {
        "say": "Here all cells are set to 0 after one step in the middle, as if the text had begun there. Follow the "
        "dashed curve: it is the untouched net. Where do the two meet again?",
        "set": {"panel": "change", "changes": "c all 213-213 0", "step": 213, **_leader("line")},
    },
    {
        "say": "Let it write: press Play. Then try a temperature of 0.3, and one of 1.5. The same seed writes the same "
        "again.",
        "set": {"text": "HAMLET\n", "step": 6, "panel": "write", **_leader("line")},
    },
]
