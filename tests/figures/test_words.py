"""The sentences of the figures: one table of templates, filled in by two languages."""

import re

import pytest

from lstmlab.figures.runtime.words import fill, shape
from tests.figures import figure_page
from tests.figures.test_figures import FIGURES, samples

WORDS = {
    "end": {"up": "it grows to {h[-1]:2}", "true": "yes", "none": "nothing", "else": "it ends with {fate}"},
    "each_run": {"each": "runs", "say": "{key} {item.loss[step]:1}", "between": "; "},
    "pairs": {"each": "h", "say": "{key+1}: {item:w1}", "last": " and "},
    "nested": {"each": "rows", "say": "({cells})"},
    "cells": {"each": "item", "say": "{item}"},
}
SCOPE = {
    "h": [0.0, -1.25, 3.5],
    "step": 1,
    "fate": "up",
    "runs": {"plain": {"loss": [1.0, 0.25]}, "clipped": {"loss": [1.0, 0.75]}},
    "rows": [[1, 2], [3]],
    "total": 1234567,
    "share": 0.0625,
    "small": 3.14e-7,
    "nothing": None,
    "open": True,
    "letters": "abc",
}
SENTENCES = {
    "{h[step]:2}, {h[step+1]:2}, {h[-1]}, {h.length}, {step+9}, {letters[step]}": "−1.25, 3.50, 3.5, 3, 10, b",
    "{total:,} {share:%1} {small:p} {step:e} {step:-e} {h[step]:w2} {h[2]:w0}": (
        "1,234,567 6.3 % 3.1 × 10⁻⁷ 10¹ 10⁻¹ (−1.25) 4"
    ),
    "{step:# step|# steps}, {total:# step|# steps}, {step:once|# times}": "1 step, 1,234,567 steps, once",
    "{end[fate]}; {end[open]}; {end[nothing]}; {end[letters]}": "it grows to 3.50; yes; nothing; it ends with up",
    "{each_run}. {pairs}. {nested}.": "plain 0.3; clipped 0.8. 1: 0.0, 2: (−1.3) and 3: 3.5. (1, 2), (3).",
    "{runs[letters].loss}": None,
    "{unknown}": None,
}


@pytest.mark.parametrize("template", [each for each, said in SENTENCES.items() if said])
def test_a_template_is_filled_in(template):
    assert fill(WORDS, template, SCOPE) == SENTENCES[template]


@pytest.mark.parametrize("template", [each for each, said in SENTENCES.items() if not said])
def test_a_name_that_is_nowhere_is_an_error(template):
    with pytest.raises(KeyError):
        fill(WORDS, template, SCOPE)


def test_both_languages_fill_in_alike(page):
    figure_page.load_text(page, "words", "common.js", "words.js", exports="fill, shape")
    templates = [each for each, said in SENTENCES.items() if said]
    said = page.evaluate(
        "([words, templates, scope]) => templates.map((each) => window.figures.words.fill(words, each, scope))",
        [WORDS, templates, SCOPE],
    )
    assert said == [SENTENCES[each] for each in templates]
    numbers = [0, -0.001, 0.005, 2.5, -12.345, 999.95, 1e-5, 123456, 1]
    forms = ["0", "2", "w1", "p", "p3", "%1"]
    theirs = page.evaluate(
        "([numbers, forms]) => numbers.map((each) => forms.map((form) => window.figures.words.shape(each, form)))",
        [numbers, forms],
    )
    assert theirs == [[shape(each, form) for form in forms] for each in numbers]


@pytest.mark.parametrize("cls", FIGURES, ids=lambda cls: cls.__name__)
def test_a_table_has_what_is_needed_and_hides_no_value(cls):
    figure = cls()
    assert {"alt", "result"} <= set(cls.words)
    scope = {*figure.controls, *figure.values, *figure.constants()}
    assert set(cls.words) & scope <= {"unmet"}, "a template of the same name as a value would be taken for it"
    missing = set(figure.values.get("unmet", ()))
    assert missing <= set(cls.words.get("unmet", {}))
    for controls in samples(cls, 40):
        values = cls.compute(**controls)
        said = [cls.describe(controls, values), cls.result(controls, values)]
        said += cls.unmet(**controls) if "unmet" in values else []
        for sentence in said:
            assert not re.search(r"[{}]|None|nan|undefined", sentence), sentence


@pytest.mark.parametrize("cls", FIGURES, ids=lambda cls: cls.__name__)
def test_every_template_of_a_table_is_used(cls):
    used = set(re.findall(r"\{(\w+)", str(cls.words))) | {"alt", "result", "unmet"}
    assert set(cls.words) <= used
