"""Building the book: the command, the parts of the Sphinx extension, and a small server."""
