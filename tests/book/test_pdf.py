"""How the pages of the book become one document for the printer."""

import pytest

from tools.book import pdf

SOURCE = """<html><head><title>x</title></head><body><nav>away</nav><article>
<section id="lstm"><h1><span>5</span> LSTM<a class="headerlink" href="#lstm">#</a></h1>
<p><a href="#gates">down</a> <a href="02-elman.html#state">over</a> <a href="../appendices/api/cells.html#x">out</a>
<a href="https://example.org/">far</a></p>
<details class="setup"><summary>Show setup</summary>import</details>
<details class="solution"><summary>Show solution</summary>answer</details>
<noscript><div><img src="../../_static/a.svg" loading="lazy" alt="a still"></div></noscript>
<div class="lstmlab-place">alive</div><script>1</script>
<svg><path id="tex-1"></path><use href="#tex-1"></use></svg>
<section id="gates"><h2>Gates &amp; more</h2></section></section></article></body></html>"""
PAGES = ["book/chapters/02-elman", "book/chapters/05-lstm"]


@pytest.fixture
def part():
    return pdf.article("book/chapters/05-lstm", SOURCE, PAGES, "https://lab.example/")


def test_links_lead_to_other_parts_or_to_the_published_book(part):
    assert [each["href"] for each in part.find_all("a")] == [
        "#05-lstm--gates",
        "#02-elman--state",
        "https://lab.example/book/appendices/api/cells.html#x",
        "https://example.org/",
    ]
    assert {each["id"] for each in part.find_all("section")} == {"05-lstm--lstm", "05-lstm--gates"}
    assert part["id"] == "05-lstm"


def test_what_moves_is_left_out_and_what_is_folded_is_open(part):
    text = part.get_text()
    assert "alive" not in text
    assert "import" not in text
    assert "answer" in text
    assert all(each.has_attr("open") for each in part.find_all("details"))
    picture = part.find("img")
    assert picture["src"] == "/_static/a.svg"
    assert not picture.has_attr("loading")
    assert part.find("noscript") is None
    assert part.find("use")["href"] == "#tex-1"
    assert part.find("path")["id"] == "tex-1"


def test_the_contents_name_chapters_and_sections_with_their_pages(part):
    found = pdf.entries([part])
    assert found == [(1, "5 LSTM", "05-lstm--lstm"), (2, "Gates & more", "05-lstm--gates")]
    made = pdf.contents(found, [7, 12])
    assert '<a href="#05-lstm--gates">Gates &amp; more</a><span class="number">12</span>' in made


def test_the_whole_book_is_printed_but_for_the_reference_of_the_package():
    printed = pdf.pages()
    assert printed[0] == "book/chapters/00-start-here"
    assert "book/appendices/glossary" in printed
    assert "book/bibliography" in printed
    assert not any("/api/" in page for page in printed)
