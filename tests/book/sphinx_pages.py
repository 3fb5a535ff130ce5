"""Builds some pages with Sphinx, in the process of the tests."""

import io
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace


def build(source: Path, options: dict[str, Any], directives: dict[str, Any] | None = None) -> tuple[Sphinx, str]:
    """Build the pages in `source` into `source / "html"`. Returns the application, and what it warned of."""
    said = io.StringIO()
    with docutils_namespace():  # what Sphinx registers is gone when the next test builds
        app = Sphinx(
            srcdir=source,
            confdir=None,
            outdir=source / "html",
            doctreedir=source / "doctrees",
            buildername="html",
            # A dict of its own: Sphinx writes into its default one, which the next build in this process would see.
            confoverrides={"source_suffix": {".rst": "restructuredtext"}, **options},
            status=None,
            warning=said,
        )
        for name, directive in (directives or {}).items():
            app.add_directive(name, directive)
        app.build()
    return app, said.getvalue()
