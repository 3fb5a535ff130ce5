"""How nbval compares the notebooks: the text that they print and show, and nothing else.

    LSTMLAB_PROGRESS=off TQDM_DISABLE=1 python -m pytest -p tests.book.nbval_text --nbval --nbval-current-env notebooks

The stored notebooks hold text alone. nbval would take the pictures, the HTML of the cards and the widgets of a new run
for surprises. What goes to stderr is not in this list: a notebook that warns fails.
"""

NOT_COMPARED = (
    "text/html",
    "text/latex",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "application/javascript",
    "application/vnd.jupyter.widget-view+json",
    "application/vnd.lstmlab.check+json",
)


def pytest_collection_modifyitems(items):
    for file in {item.parent for item in items if hasattr(item.parent, "skip_compare")}:
        file.skip_compare = (*file.skip_compare, *NOT_COMPARED)
