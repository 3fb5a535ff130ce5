"""The sources of the course: chapters, their cells, what they point at, and what must hold of them."""
