"""What comes back to a learner: one page with the cards of the notebook, which needs nothing beside itself."""

import html
import os

from lstmlab.checking.display.html import as_html
from lstmlab.grading.judge import Grade
from lstmlab.grading.records import Record
from lstmlab.palette import HUES

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; font: 100%/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #8888; vertical-align: top;
  overflow-wrap: break-word; }
.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.picture { width: 25%; min-width: 5rem; vertical-align: middle; }
@media (max-width: 34rem) { .picture { min-width: 3rem; } }
.bar { display: block; height: .6rem; background: BAR; }
""".replace("BAR", HUES["blue"].both)


def page(title: str, body: str) -> str:
    """A whole page. body: HTML."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body><main><h1>{html.escape(title)}</h1>\n{body}\n</main></body></html>\n"
    )


def of(record: Record) -> str:
    """The page of one submission."""
    name = os.path.basename(record.submission) or record.submission
    if record.reason:
        return page(name, f"<p>This submission could not be graded. {html.escape(record.reason)}</p>")
    rows = "".join(_row(one) for one in record.grades)
    head = (
        f"<p><strong>{record.points} of {record.max_points} points.</strong></p>"
        '<div class="scroll"><table><thead><tr><th scope="col">Exercise</th><th scope="col">Status</th>'
        f'<th scope="col" class="number">Points</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )
    said = "".join(f"<p>The notebook {html.escape(one)}.</p>" for one in record.remarks)
    return page(name, said + head + "".join(map(_section, record.grades)))


def _row(one: Grade) -> str:
    where = html.escape(one.exercise)
    return (
        f'<tr><td><a href="#{where}">{where}</a></td><td>{html.escape(one.status)}</td>'
        f'<td class="number">{one.points} of {one.max_points}</td></tr>'
    )


def _section(one: Grade) -> str:
    note = f"<p>{html.escape(one.note[:1].upper() + one.note[1:])}.</p>" if one.note else ""
    card = as_html(one.card) if one.card is not None else ""
    return f'\n<h2 id="{html.escape(one.exercise)}">{html.escape(one.exercise)}</h2>{note}{card}'
