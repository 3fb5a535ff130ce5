"""Builds what a page of the book needs to run Python: `page/` holds its sources, `_build/static/page-*` the result."""
