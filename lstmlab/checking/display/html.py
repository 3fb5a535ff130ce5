"""The HTML of a card: one piece, everything escaped, nothing loaded, no script.

Text takes the colour of whatever page shows it, and the ground is transparent with a trace of the status colour. The
card is therefore readable in a light and in a dark notebook, book, editor or browser, whichever way they switch. The
status colours carry no text: they mark the edge and the sign, with at least 3:1 against white and against black.
"""

import html
import re
from functools import cache
from importlib.resources import files

from lstmlab.checking.display.card import HINT_LABELS, Card, heading_of
from lstmlab.checking.display.sentences import say
from lstmlab.palette import HUES

COLOURS = {"passed": HUES["green"].both, "failed": HUES["red"].both, "not attempted": HUES["quiet"].both}
_SIGNS = {
    "passed": "M4 9.5 7.5 13 14 5.5",
    "failed": "M9 4.5 V10 M9 13.2 V13.4",
    "not attempted": "M5 9 H13",
}


@cache
def _style() -> str:
    text = files("lstmlab.checking.display").joinpath("card.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|\s*\n\s*", " ", text, flags=re.DOTALL).strip()


def as_html(card: Card, inside: str = "") -> str:
    """The card as one element. `inside` is HTML that stands after the paragraphs, such as the table of a score."""
    label = html.escape(heading_of(card))
    colour = COLOURS[card.kind]
    parts = [
        f'<div class="lstmlab-card" role="group" aria-label="{label}" '
        f'style="border-color:{colour};background:{colour}12">',
        f"<style>{_style()}</style>",
        _head(card, colour),
        *(f"<p>{_marked(one)}</p>" for one in card.paragraphs),
        inside,
    ]
    if card.findings:
        parts.append("<ul>" + "".join(f"<li>{_marked(one)}</li>" for one in card.findings) + "</ul>")
    heading, lines = card.example
    if lines:
        text, label = html.escape("\n".join(lines)), html.escape(say("card.example"))
        parts.append(
            f'<div class="lstmlab-block"><span class="lstmlab-small">{_marked(heading)}</span>'
            f'<span class="lstmlab-pre" tabindex="0" role="group" aria-label="{label}">{text}</span></div>'
        )
    parts.append(_hints(card.hints))
    if card.section is not None:
        text, address = card.section
        shown = _marked(text)
        if address:
            shown = f'<a href="{html.escape(address)}">{shown}</a>'
        parts.append(f'<p class="lstmlab-small">{say("card.reread", section=shown)}</p>')
    parts += [f'<p class="lstmlab-small">{say("card.note", note=_marked(note))}</p>' for note in card.notes]
    return "\n".join(filter(None, [*parts, "</div>"]))


def _head(card: Card, colour: str) -> str:
    name = f' <span class="lstmlab-small">{html.escape(card.name)}</span>' if card.name else ""
    return (
        f'<div class="lstmlab-head"><svg class="lstmlab-sign" viewBox="0 0 18 18" aria-hidden="true">'
        f'<circle cx="9" cy="9" r="8" fill="{colour}"/><path d="{_SIGNS[card.kind]}" fill="none" stroke="#fff" '
        'stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>'
        f'<div><span class="lstmlab-title">{_marked(card.title)}</span>{name}'
        f'<div role="status">{_marked(card.status[:1].upper() + card.status[1:])}</div></div></div>'
    )


def _hints(hints: tuple[str, ...]) -> str:
    """The second hint is folded inside the first: whoever wants it has read the question."""
    folded = ""
    for label, hint in reversed(list(zip(HINT_LABELS, hints, strict=False))):
        folded = f"<details><summary>{html.escape(say(label))}</summary><p>{_marked(hint)}</p>{folded}</details>"
    return folded


def _marked(text: str) -> str:
    """Escaped text; what stands between backquotes as code, line breaks as such."""
    pieces = re.split(r"`([^`\n]+)`", text)
    return "".join(
        f'<span class="lstmlab-code">{html.escape(piece)}</span>' if k % 2 else html.escape(piece).replace("\n", "<br>")
        for k, piece in enumerate(pieces)
    )
