"""A card: what a check or the score says, once as HTML and once as text with the same words."""

import textwrap
from dataclasses import dataclass, field

from lstmlab.checking.display.sentences import say

# Wide enough for a line of code, narrow enough for a notebook beside a book.
WIDTH = 92


@dataclass(frozen=True)
class Card:
    """The content of a card. Words between backquotes are code.

    Attributes:
        kind: "passed", "failed" or "not attempted": the colour and the sign.
        title: what is checked, "One step of an Elman network".
        name: its name, "elman.step".
        status: the line that says how it went, "passed, 3 of 3 points".
        paragraphs: what there is to say; a line break inside one begins a new line.
        findings: short facts, shown as a list.
        example: heading and lines of an example in a fixed-width font; no lines where there is none.
        hints: up to two, folded into each other.
        section: (what to reread, its address or ""), or None.
        notes: what else the learner has to know, in small print.
    """

    kind: str
    title: str
    name: str
    status: str
    paragraphs: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    example: tuple[str, tuple[str, ...]] = ("", ())
    hints: tuple[str, ...] = ()
    section: tuple[str, str] | None = None
    notes: tuple[str, ...] = field(default=())


def as_text(card: Card) -> str:
    """The card as plain text: everything that the HTML says."""
    blocks = [_wrapped(heading_of(card))]
    blocks += ["\n".join(_wrapped(line) for line in one.split("\n")) for one in card.paragraphs]
    if card.findings:
        blocks.append("\n".join(_wrapped(one, "- ") for one in card.findings))
    heading, lines = card.example
    if lines:
        blocks.append("\n".join([heading, *(f"    {line}" for line in lines)]))
    for label, hint in zip(HINT_LABELS, card.hints, strict=False):
        blocks.append(_wrapped(say("card.hint", label=say(label), hint=hint)))
    if card.section is not None:
        text, address = card.section
        blocks.append(_wrapped(say("card.reread", section=text)) + (f"\n{address}" if address else ""))
    blocks += [_wrapped(say("card.note", note=note)) for note in card.notes]
    return "\n\n".join(blocks) if len(blocks) > 2 else "\n".join(blocks)


def heading_of(card: Card) -> str:
    """The first line of a card: what it is about, and how it went."""
    return say("card.heading", name=card.name, status=card.status) if card.name else card.status


HINT_LABELS = ("card.hint-1", "card.hint-2")


def _wrapped(text: str, bullet: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )
