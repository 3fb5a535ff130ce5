"""What others see of a page, and what finds it: titles, descriptions, the card of a shared link, the map of the site.

- the title of a chapter's page says its number: "Chapter 5: LSTM — lstmlab"
- a description of each page, its first sentences, for search engines and for shared links (Open Graph)
- card.png, the picture of a shared link, drawn by Matplotlib with the build
- sitemap.xml and robots.txt; 404.html, which works at any depth: it finds out by itself below which path the book lies
- links to exercises beside their titles, as headings have them

Addresses are made from `[project.urls]`, like all others (lstmlab/links.py).
"""

import html
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from lstmlab import palette
from tools.book import names

HOME = "book/index"
ABOUT = "an interactive course on recurrent networks and the LSTM"
CARD = "_static/card.png"
CARD_WORDS = "lstmlab: a course on recurrent networks and the LSTM that you read, move and check"
KEPT = (1.0, 0.98, 0.9, 0.6)  # forget gates of the card's curves
PIXELS = (1200, 630)  # what most sites show of a card without cutting


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-read", link_exercises)
    app.connect("html-collect-pages", add_missing)
    app.connect("html-page-context", tell, priority=950)  # after the theme and the extension
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def link_exercises(app: Sphinx, document: nodes.document) -> None:
    for box in document.findall(nodes.admonition):
        if "exercise" in box["classes"]:
            anchor = html.escape(box["ids"][0])
            link = f'<a class="headerlink" href="#{anchor}" title="Link to this exercise">#</a>'
            box[0].append(nodes.raw("", link, format="html"))


def add_missing(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    base = urlsplit(app.config.html_baseurl).path or "/"
    contents = [
        (f"{page}.html", names.title_of(page, app.env.titles[page].astext()))
        for page in sorted(app.env.found_docs)
        if names.number_of(page) is not None
    ]
    yield "404", {"lstmlab_base": base, "lstmlab_contents": contents, "lstmlab_home": f"{HOME}.html"}, "404.html"


def tell(app: Sphinx, page: str, template: str, context: dict, document: nodes.document | None) -> None:
    """The title of a page, and what its head says of it."""
    heading = app.env.titles[page].astext() if page in app.env.titles else str(context.get("title", ""))
    title = names.title_of(page, heading)
    if page == HOME:
        title = f"{heading}: {ABOUT}"
        context["docstitle"] = ""  # its name stands before
    context["title"] = title
    if document is None:
        if page in ("search", "404"):
            context["metatags"] = context.get("metatags", "") + '<meta name="robots" content="noindex">\n'
        return
    words = first_words(document)
    base = app.config.html_baseurl
    said = {
        "og:type": "article" if names.number_of(page) else "website",
        "og:site_name": "lstmlab",
        "og:title": title,
        "og:description": words,
        "og:url": f"{base}{page}.html",
        "og:image": f"{base}{CARD}",
        "og:image:width": str(PIXELS[0]),
        "og:image:height": str(PIXELS[1]),
        "og:image:alt": CARD_WORDS,
        "og:locale": "en",
    }
    lines = [f'<meta name="description" content="{html.escape(words)}">'] if words else []
    lines += [f'<meta property="{name}" content="{html.escape(value)}">' for name, value in said.items() if value]
    # What is the same in both vocabularies is taken from Open Graph.
    lines += ['<meta name="twitter:card" content="summary_large_image">']
    context["metatags"] += "\n".join(lines) + "\n"


def first_words(document: nodes.document, at_most: int = 155) -> str:
    """The first sentences of a page, whole ones where one ends late enough, else cut between words."""
    text = ""
    for paragraph in document.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.entry):  # a table is not read in one line
            continue
        text = f"{text} {' '.join(paragraph.astext().split())}".strip()
        if len(text) >= 70:
            break
    if len(text) <= at_most:
        return text
    ends = [at for at in range(70, at_most) if text[at - 1] in ".?!" and text[at] == " "]
    return text[: ends[-1]] if ends else text[: at_most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def write(app: Sphinx, exception: Exception | None) -> None:
    """The card and the maps of the site."""
    if exception or app.builder.name != "html":
        return
    folder, base = Path(app.outdir), app.config.html_baseurl
    pages = sorted(app.env.found_docs)
    entries = "".join(f"  <url><loc>{html.escape(base + page)}.html</loc></url>\n" for page in pages)
    (folder / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n',
        encoding="utf-8",
    )
    (folder / "robots.txt").write_text(f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n", encoding="utf-8")
    (folder / CARD).parent.mkdir(exist_ok=True)
    draw_card(folder / CARD)


def draw_card(path: Path) -> None:
    """The picture of a shared link: what is left of a value in a cell, for some forget gates. Same bytes each time."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    ground, ink, quiet = "#14181d", palette.HUES["ink"].dark, palette.HUES["quiet"].dark
    hues = ("blue", "teal", "green", "ochre")
    figure = Figure(figsize=(PIXELS[0] / 100, PIXELS[1] / 100), dpi=100, facecolor=ground)
    FigureCanvasAgg(figure)
    figure.text(0.06, 0.80, "lstmlab", color=ink, fontsize=54, fontweight="bold", va="center")
    figure.text(0.06, 0.655, "Recurrent networks and the LSTM:", color=ink, fontsize=26, va="center")
    figure.text(0.06, 0.575, "a course that you read, move and check.", color=ink, fontsize=26, va="center")
    axes = figure.add_axes((0.06, 0.13, 0.74, 0.34), facecolor=ground)
    steps = range(81)
    for forget, hue in zip(KEPT, hues, strict=True):
        colour = palette.HUES[hue].dark
        axes.plot(steps, [forget**step for step in steps], color=colour, linewidth=4)
        if forget > 0.5 ** (1 / 8):  # those below end at zero, one label over the other
            axes.text(81.5, forget**80, f"f = {forget:g}", color=colour, fontsize=20, va="center", clip_on=False)
    axes.set_xlim(0, 80)
    axes.set_ylim(-0.04, 1.04)
    axes.axis("off")
    figure.text(0.06, 0.06, "what a cell keeps after 80 steps, by its forget gate", color=quiet, fontsize=17)
    figure.savefig(path, metadata={"Software": None})
