"""Builds the JupyterLite site inside the book, `lite/`: the whole notebook in the browser, with no server behind it."""
