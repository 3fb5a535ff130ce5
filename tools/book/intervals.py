"""An interval in a table breaks nowhere: "0.85" may stand above "(0.72 to 0.92)", but the brackets stay on one line."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

IN_BRACKETS = re.compile(r"(\([^()]*\d[^()]*\))")
LONGEST = 20  # characters; longer brackets hold a sentence
CLASS = "lstmlab-interval"


class KeepTogether(SphinxPostTransform):
    """Brackets with a number, in a table, as an element of their own."""

    default_priority = 950  # once myst-nb has chosen what a cell shows

    def run(self, **settings: Any) -> None:
        for entry in self.document.findall(nodes.entry):
            for text in list(entry.findall(nodes.Text)):
                parts = IN_BRACKETS.split(text)
                if len(parts) > 1 and not isinstance(text.parent, nodes.literal | nodes.math):
                    text.parent.replace(text, [node for part in parts if part for node in _nodes(part)])


def _nodes(part: str) -> list[nodes.Node]:
    if len(part) <= LONGEST and IN_BRACKETS.fullmatch(part):
        return [nodes.inline("", part, classes=[CLASS])]
    return [nodes.Text(part)]


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_post_transform(KeepTogether)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
