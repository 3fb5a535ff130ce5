"""The appendices: tables that are made and not typed, and lists that are complete and in order."""

import html
import re
from types import SimpleNamespace

import nbformat.v4 as nb
import pytest

from experiments import overfitting
from experiments.engine.specification import registry, seeds
from lstmlab import data, exercises
from lstmlab.drawings import pen
from lstmlab.figures import convention_translator
from lstmlab.interop import layouts
from tests.book import sphinx_pages
from tests.cases import for_each
from tools.book import claim_pictures, claims
from tools.book.tables import Claims, Conventions, Points, Verdicts, say_japanese
from tools.source import times
from tools.source.chapters import ROOT, listed

PAGES = ("notation", "conventions", "popular-claims", "glossary", "instructors")
FOLDER = ROOT / "book" / "appendices"
CLAIMS = claims.read(ROOT / "notebooks")
MEASURED = re.compile(r"^:::\{measured\} (\d+)\n(.*?)\n:::", re.MULTILINE | re.DOTALL)


def boxes():
    """(number, text, stem) of every measured box in the chapters."""
    for path in listed():
        for number, text in MEASURED.findall(path.read_text(encoding="utf-8")):
            yield int(number), " ".join(text.split()), path.stem


@for_each("number,text,stem", boxes())
def test_every_measured_claim_is_listed_with_what_came_out(number, text, stem):
    (found,) = [one for one in CLAIMS if one.number == number]
    assert (found.text, found.stem) == (text, stem)
    assert found.verdicts, "its cells print no line that begins with Verdict, and show no stored verdict"


def test_no_claim_is_listed_that_no_chapter_measures():
    assert {one.number for one in CLAIMS} == {number for number, _, _ in boxes()}


def notebook(*cells):
    made = []
    for cell in cells:
        if isinstance(cell, str):
            made.append(nb.new_markdown_cell(cell))
        else:
            made.append(nb.new_code_cell("...", outputs=cell))
    return nb.new_notebook(cells=made)


def printed(text):
    return [nb.new_output("stream", text=text)]


def stored(markdown):
    return [nb.new_output("execute_result", data={"text/plain": "...", "text/markdown": markdown})]


BOX = "> **Measured: claim {}**\n>\n> Water\n> is wet.\n"


def test_a_verdict_is_what_is_printed_between_its_box_and_the_next_part():
    made = notebook(
        "Some text.\n\n" + BOX.format(7) + "\nMore text.",
        printed("a = 1\nVerdict: holds\n"),
        "### A smaller heading",
        stored("**Claim 7** does not hold here.\n\n**Claim 8** holds."),
        printed("Verdict for b: holds for\n    two of three.\nVerdict: holds\n"),
        "## Another part",
        printed("Verdict: belongs to nothing\n"),
        BOX.format(9),
        printed("nothing\n"),
    )
    assert claims.of_notebook(made, "03-x") == [
        claims.Claim(7, "Water is wet.", "03-x", ("holds", "does not hold here.", "for b: holds for two of three.")),
        claims.Claim(9, "Water is wet.", "03-x", ()),
    ]


def test_a_claim_that_is_measured_twice_is_an_error(tmp_path):
    for stem in ("01-a", "02-b"):
        (tmp_path / f"{stem}.ipynb").write_text(nb.writes(notebook(BOX.format(7))))
    with pytest.raises(ValueError, match="claim 7 is measured in 01-a and in 02-b"):
        claims.read(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The appendices alone, built by Sphinx."""
    source = tmp_path_factory.mktemp("appendices")
    folder = source / "book" / "appendices"
    folder.mkdir(parents=True)
    for page in PAGES:
        # Chapters are no part of this build.
        text = re.sub(r"\]\(\.\./chapters/[^)]*\)", "](#)", (FOLDER / f"{page}.md").read_text(encoding="utf-8"))
        (folder / f"{page}.md").write_text(text, encoding="utf-8")
    (folder / "index.md").write_text("# Pages\n\n```{toctree}\n:glob:\n*\n```\n")
    _, said = sphinx_pages.build(
        source,
        {
            "extensions": ["myst_parser"],
            "root_doc": "book/appendices/index",
            "myst_enable_extensions": ["colon_fence", "dollarmath"],
            "suppress_warnings": ["myst.xref_missing"],
        },
        {"claims": Claims, "verdicts": Verdicts, "conventions": Conventions, "points": Points},
    )
    pages = {
        page: html.unescape((source / "html" / "book" / "appendices" / f"{page}.html").read_text()) for page in PAGES
    }
    return SimpleNamespace(pages=pages, said=said)


def test_the_pages_are_built_without_a_warning(built):
    assert built.said == ""


def test_the_table_of_claims_has_a_row_and_a_link_for_each(built):
    page, _ = tables_of_claims(built)
    assert len(re.findall(r"<tr", page)) == len(CLAIMS) + 1
    # The style that sets the claims below each other on a phone goes by this class.
    assert len(re.findall(r'<table class="[^"]*\bclaims\b', page)) == 1
    for one in CLAIMS:
        assert f"chapters/{one.stem}.html#claim-{one.number}" in page
    # Letters and digits alone: signs are set as formulas, and quotes are made round.
    plain = letters(re.sub(r"<[^>]*>", "", page))
    for one in CLAIMS:
        assert all(letters(verdict) in plain for verdict in one.verdicts)


def tables_of_claims(built):
    """The page of claims in two: up to its heading on budgets, and from there."""
    first, second = built.pages["popular-claims"].split("<h2>Within which budget", 1)
    return first, second


def test_beside_every_claim_stand_what_was_said_first_and_its_budget_start_and_seeds(built):
    _, page = tables_of_claims(built)
    rows = [letters(re.sub(r"<[^>]*>", "", row)) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)[1:]]
    assert len(rows) == len(CLAIMS)
    measured = {number: name for name, one in registry().items() for number in one.claims}
    _, said = claims.first()
    for row, one in zip(rows, CLAIMS, strict=True):
        before = said.get(one.number, ())
        if before == one.verdicts:
            assert "thesame" in row
        else:
            assert all(letters(verdict) in row for verdict in before)
        if one.number in measured:
            experiment = registry()[measured[one.number]]
            told = seeds(list(data.results(measured[one.number]).rows), experiment.seeds_in_a_job)
            assert all(letters(words) in row for words in (experiment.budget, experiment.start, f"{told} seeds"))
        else:
            assert "computedonthepage" in row


@pytest.mark.parametrize("name", [name for name, one in registry().items() if one.claims])
def test_a_budget_is_the_one_that_failed_runs_used_up(name):
    experiment, rows = registry()[name], data.results(name).rows
    assert experiment.budget
    assert experiment.start
    failed = {row["updates"] for row in rows if row.get("solved") is False and row.get("updates")}
    numbers = {int(number) for number in re.findall(r"\d+", experiment.budget)}
    assert not failed or max(failed) in numbers


def test_seeds_of_a_job_that_runs_them_all_are_those_in_its_rows():
    assert registry()["overfitting"].seeds_in_a_job == len(overfitting.SEEDS)
    (count,) = {len(row["july"]) for row in data.results("forecast").rows if "july" in row}
    assert registry()["forecast"].seeds_in_a_job == count
    assert seeds([{"size": 3}], 5) == 5


def test_seeds_that_only_choose_are_not_counted():
    assert seeds([{"seed": 0}, {"seed": 1}, {"seed": 1}, {"seed": 100}, {"size": 3}]) == 2


def test_every_claim_bears_its_mark_before_what_came_out(built):
    page = built.pages["popular-claims"]
    marks = re.findall(r'<span class="lab-verdict lab-verdict-([\w-]+)">(.*?)</span>', page)
    assert marks == [(one.badge, claims.BADGES[one.badge]) for one in CLAIMS]
    assert {kind for kind, _ in marks} >= {"holds", "in-part", "fails"}


@pytest.mark.parametrize(
    "verdicts, badge",
    [
        (["holds, for parameters and data."], "holds"),
        (["for i: holds", "for o: holds"], "holds"),
        (["holds when f = 1"], "in-part"),
        (["holds for the sigmoid", "does not hold for the tanh"], "in-part"),
        (["for i: holds", "for g: does not hold"], "in-part"),
        (["input gate is needed here: holds (worse in 3 of 3 seeds)", "not clear (1 of 3)"], "in-part"),
        (["does not hold: it came in 2000", "does not hold and it shows"], "fails"),
        (["not clear"], "in-part"),
        (["at strength 0.5: after 32 steps the state still differs"], "measured"),
        (["the limit within which it holds is not known"], "measured"),
    ],
)
def test_the_mark_says_what_all_verdicts_say_together(verdicts, badge):
    assert claims.Claim(1, "Water is wet.", "03-x", tuple(verdicts)).badge == badge


def letters(text):
    return re.sub(r"[^A-Za-z0-9]", "", text)


@pytest.mark.parametrize("cell", layouts.CELLS)
def test_the_convention_map_names_every_array_of_every_library(built, cell):
    page = built.pages["conventions"]
    for library in layouts.LIBRARIES:
        stored = convention_translator.table()[cell][library]
        if "missing" in stored:
            assert f"{stored['missing']}." in page
            continue
        found = layouts.layout(library, layouts.CELLS[cell])
        for name in found.arrays:
            assert f'<span class="pre">{name}</span>' in page
        assert f"<p>{' '.join(found.names)}" in page


def test_points_are_those_of_the_register(built):
    page = re.sub(r"\s+", " ", built.pages["instructors"])
    registry = exercises.registry().values()
    puzzles = sum(isinstance(one, exercises.Puzzle) for one in registry)
    cells = (len(registry) - puzzles, puzzles, sum(one.points for one in registry))
    row = re.search(r"<p>all</p></td>(.*?)</tr>", page)[1]
    assert re.findall(r"<p>(\d+)</p>", row) == [str(number) for number in cells]
    total = sum(times.named(path.read_text(encoding="utf-8")) for path in listed())
    assert f"<p>{total}, which are {round(total / 60)} hours</p>" in row


def test_the_minutes_of_a_chapter_are_those_that_it_names_itself(built):
    page = re.sub(r"\s+", " ", built.pages["instructors"])
    for path in listed():
        named = times.named(path.read_text(encoding="utf-8"))
        assert named, f"{path.stem} does not say how long it takes"
        row = re.search(rf">chapter {int(path.stem[:2])}</a></p></td>(.*?)</tr>", page)[1]
        assert re.findall(r"<p>(.*?)</p>", row)[-1] == str(named), path.stem


def glossary():
    lines = (FOLDER / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return rows[2:]


def test_the_glossary_is_in_order_and_each_term_has_japanese_and_one_sentence():
    rows = glossary()
    terms = [row[0].lower() for row in rows]
    assert terms == sorted(set(terms))
    assert 100 <= len(rows) <= 140
    for term, japanese, meaning in rows:
        assert re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", japanese), term
        assert re.fullmatch(r"[A-Z].*[^.]\.", meaning), term


def test_the_japanese_of_the_glossary_is_marked_as_japanese(built):
    marked = re.findall(r'<td lang="ja"><p>(.*?)</p>', say_japanese(built.pages["glossary"]))
    assert marked == [japanese for _, japanese, _ in glossary()]
    assert say_japanese(built.pages["notation"]) == built.pages["notation"]


def test_the_usual_terms_are_all_in_the_glossary():
    words = " ".join(term for term, _, _ in glossary())
    for term in (
        *("feed-forward network", "recurrent network", "hidden state", "context unit", "unrolling", "truncated BPTT"),
        *("vanishing gradient", "exploding gradient", "gradient clipping", "memory cell", "cell state"),
        *("constant error carousel", "input gate", "forget gate", "output gate", "candidate", "peephole connection"),
        *("reset gate", "update gate", "long-term dependency", "overfitting", "early stopping", "learning rate"),
        *("validation data", "test data", "softsign", "Xavier initialisation", "RMSProp", "Nesterov momentum"),
        *("climatology", "seasonal naive forecast", "direct forecast", "skill score", "rolling-origin evaluation"),
        *("vocabulary", "bits per character", "temperature", "n-gram model", "Reber grammar", "adding problem"),
        *("latch problem", "Wilson interval", "ablation", "bidirectional network", "self-attention", "packed weights"),
    ):
        assert term in words


def test_the_appendices_are_in_the_table_of_contents():
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    for page in PAGES:
        assert f"- file: book/appendices/{page}\n" in toc


@for_each("claim", CLAIMS, ids=lambda claim: str(claim.number))
def test_each_claim_has_a_picture_whose_words_have_its_numbers(claim):
    strip = claim_pictures.EACH[claim.number](claim.verdicts)
    drawing = claim_pictures.picture(claim.number, claim.verdicts)
    (svg,), (alt,) = drawing.svgs(), drawing.alt
    assert svg.count("<circle") == len(strip.rows) >= 2
    assert svg.count("stroke-dasharray") == (strip.reference is not None)
    for row in strip.rows:
        assert row.low <= row.value <= row.high
        assert f"{row.name} {pen.number(row.value)}" in alt
    assert all(0 <= float(x) <= claim_pictures.WIDE for x in re.findall(r'(?:cx|x1|x2)="([-\d.]+)"', svg))


def test_a_cell_of_a_table_is_read_with_its_interval_and_what_is_not_there_is_named():
    assert claim_pictures.cell("9 of 10 (60-98 %)") == (60, 90, 98)
    assert claim_pictures.cell("+0.22 (+0.12 to +0.32)") == (0.12, 0.22, 0.32)
    assert claim_pictures.cell("96.7 % (91.0 to 99.8)") == (91, 96.7, 99.8)
    assert claim_pictures.cell("1655") == (1655, 1655, 1655)
    with pytest.raises(LookupError, match="latch, table 0: no column"):
        claim_pictures.stored("latch", 0, ["net"], "T = 3")
    with pytest.raises(LookupError, match="claim 39 has no picture"):
        claim_pictures.picture(39, [])
