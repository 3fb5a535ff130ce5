"""An interval in a table stays on one line; sentences in brackets, code, and what is no table stay as they are."""

import docutils.frontend
import docutils.utils
from docutils import nodes
from docutils.parsers.rst import Parser

from tools.book.intervals import CLASS, KeepTogether

TABLE = """
Outside (0.1 to 0.2).

====================  ===================================
first                 second
====================  ===================================
0.85 (0.72 to 0.92)   9 of 10 (60-98 %), then (1 to 2)
``f (1)``             chosen (the one of five rates at which 3 succeed)
none                  ( )
====================  ===================================
"""


def transformed():
    settings = docutils.frontend.get_default_settings(Parser)
    document = docutils.utils.new_document("table", settings)
    Parser().parse(TABLE, document)
    before = document.astext()
    KeepTogether(document).run()
    assert document.astext() == before
    return document


def test_brackets_with_a_number_stay_on_one_line():
    document = transformed()
    found = [each.astext() for each in document.findall(nodes.inline) if CLASS in each["classes"]]
    assert found == ["(0.72 to 0.92)", "(60-98 %)", "(1 to 2)"]
