"""Experiments that take longer than a chapter may: one module each, run by `python -m experiments`.

A module here holds an `EXPERIMENT` (see experiments.engine.specification). Its results are stored in
book/results/<name>/ and shown in the book.
"""
