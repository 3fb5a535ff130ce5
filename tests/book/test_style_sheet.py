"""The one style sheet of the pages: what it keeps of the many, and what it leaves out."""

import pytest
import tinycss2

from tools.book import style_sheet

SAID = {"card", "open", "main", "--used"}


def reduced(text, said=SAID):
    return "".join(style_sheet.reduced(tinycss2.parse_stylesheet(text, True, True), said))


@pytest.mark.parametrize(
    "rule, kept",
    [
        (".card{color:red}", ".card{color:red}"),
        (".gone{color:red}", ""),
        (".card.gone{color:red}", ""),
        (".card, .gone {color:red}", ".card{color:red}"),
        ("#main p > a:hover{color:red}", "#main p > a:hover{color:red}"),
        (".card:not(.gone){color:red}", ".card:not(.gone){color:red}"),
        ('a[href=".gone"]{color:red}', 'a[href=".gone"]{color:red}'),
        (":is(.card,.gone){color:red}", ":is(.card,.gone){color:red}"),
        ("@media print{.gone{color:red}}", ""),
        ("@media print{.card{color:red!important}}", "@media print{.card{color:red!important}}"),
        (":root{--used:1px;--unused:2px}", ":root{--used:1px}"),
        ('p{background:url("data:image/svg+xml;a,b{}")}', 'p{background:url("data:image/svg+xml;a,b{}")}'),
        ("@keyframes turn{from{left:0}}", "@keyframes turn{from{left:0}}"),
        ("/* words */ p{/* more */color:red;}", "p{color:red}"),
    ],
)
def test_a_rule_stays_where_something_can_meet_it(rule, kept):
    assert reduced(rule).replace("; ", ";").replace(" {", "{") == kept


def test_names_are_read_from_pages_and_from_scripts(tmp_path):
    page, script = tmp_path / "page.html", tmp_path / "a" / "page.js"
    page.write_text(
        '<p class="card wide" id="main" style="color: var(--used)"></p><script>x.className = "later"</script>'
        '<script type="application/json">{"class": "data"}</script>'
    )
    script.parent.mkdir()
    script.write_text('node("div", { class: "made" })')
    said = style_sheet.words([page], [script])
    assert {"card", "wide", "main", "later", "made", "--used"} <= said
    assert "data" not in said


def test_what_a_sheet_imports_and_its_addresses_come_along(tmp_path):
    folder = tmp_path / "_static" / "styles"
    folder.mkdir(parents=True)
    (folder.parent / "base.css").write_text("p{color:red}")
    (folder / "theme.css").write_text('@import "../base.css";\na{background:url("../images/a.png")}')
    text = style_sheet.content(folder / "theme.css")
    assert "p{color:red}" in text
    assert 'url("images/a.png")' in text
