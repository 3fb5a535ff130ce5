"""Pages on paper: one that a reader prints, and a PDF of several, with contents whose numbers are right."""

import pytest
from pypdf import PdfReader

from tests.e2e.pages import HTML, opened
from tools.book import pdf

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

DESK = {"viewport": {"width": 1000, "height": 900}}
LSTM = "book/chapters/05-lstm"
PRINTED = ["book/chapters/02-elman", "book/appendices/glossary"]


@pytest.fixture(scope="module")
def printed(browser, tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    for part in ("book", "_static"):
        (site / part).symlink_to(HTML / part)
    return PdfReader(pdf.make(site, browser, only=PRINTED))


def test_a_printed_page_is_the_text_with_what_was_opened(browser, site):
    with opened(browser, f"{site}/{LSTM}.html", color_scheme="dark", **DESK) as page:
        for what in ("solution", "code"):
            page.locator(f"details.{what}").first.evaluate("(each) => (each.open = true)")
        page.emulate_media(media="print")
        page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
        seen = "(all) => all.map((each) => each.checkVisibility())"
        for gone in (
            ".bd-sidebar-primary",
            ".bd-header-article",
            ".prev-next-footer",
            ".lab-bar",
            "article a.headerlink",
        ):
            found = page.locator(gone)
            assert found.count() > 0, gone
            assert not any(found.evaluate_all(seen)), gone
        for what in ("solution", "code"):
            folded = page.locator(f"details.{what}").evaluate_all(seen)
            assert folded[0]
            assert not any(folded[1:])
        assert all(page.locator(".tag_experiment > .cell_output:not(.lab-out)").evaluate_all(seen))
        assert page.locator("html").get_attribute("data-theme") == "light"
        figure = page.locator(".lstmlab-place").first
        shown = figure.evaluate(
            "(place) => [...place.querySelectorAll('*')].flatMap((each) => "
            "[...(each.shadowRoot?.querySelectorAll('.controls') ?? [])]).map((each) => each.checkVisibility())"
        )
        assert shown
        assert not any(shown)
        page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("html").get_attribute("data-theme") == "dark"


def test_paper_says_where_an_outside_link_leads(browser, site):
    with opened(browser, f"{site}/book/bibliography.html", **DESK) as page:
        link = page.locator('article a.external[href^="http"]').first
        after = "(each) => getComputedStyle(each, '::after').content"
        assert link.evaluate(after) == "none"
        page.emulate_media(media="print")
        assert link.evaluate(after) == f'" ({link.get_attribute("href")})"'


def test_the_contents_of_the_pdf_lead_to_the_pages_where_the_sections_are(printed):
    texts = ["".join(page.extract_text().split()) for page in printed.pages]
    headings = [("".join(title.split()), number) for title, number in pdf.outlined(printed)]
    assert len(headings) > 15
    for title, number in headings:
        assert title in texts[number - 1], (title, number)
    listed = [f"{title}{number}" for title, number in headings if f"{title}{number}" in texts[1]]
    assert {"2TheElmannetwork:anetwithmemory3", headings[-1][0] + str(headings[-1][1])} <= set(listed)
    assert len(listed) > 8
    assert all(text.endswith(str(number)) for number, text in enumerate(texts, 1))  # the number of the page


def test_links_inside_the_pdf_stay_in_it(printed):
    inside = outside = 0
    for page in printed.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            if "/URI" in action:
                outside += 1
                assert "127.0.0.1" not in action["/URI"]
            else:
                inside += 1
    assert inside > 20
    assert outside > 3


def test_the_pdf_has_an_outline_tags_and_a_language(printed):
    assert len(printed.outline) >= len(PRINTED)
    assert printed.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert printed.trailer["/Root"]["/Lang"] == "en"


def test_the_pdf_shows_solutions_and_no_words_of_the_page_about_itself(printed):
    text = " ".join(page.extract_text() for page in printed.pages)
    assert "np.tanh" in text
    for word in ("Show setup", "runs no JavaScript", "Write and check it here"):
        assert word not in text


def test_the_home_page_offers_the_pdf_with_its_size(tmp_path):
    home = tmp_path / "book" / "index.html"
    home.parent.mkdir()
    home.write_text(f"<p>a</p>{pdf.PLACE}<p>b</p>", encoding="utf-8")
    assert pdf.PLACE in (HTML / "book" / "index.html").read_text(encoding="utf-8") or "lstmlab.pdf" in (
        HTML / "book" / "index.html"
    ).read_text(encoding="utf-8")
    assert pdf.link_of("12 pages, 3 MB") in pdf.with_link(home.read_text(encoding="utf-8"), "12 pages, 3 MB")
    with pytest.raises(ValueError, match="no place"):
        pdf.with_link("<p>a</p>", "12 pages, 3 MB")
