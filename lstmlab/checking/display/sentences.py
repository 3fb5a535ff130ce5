"""The sentences of cards, score and progress, from sentences.toml."""

from lstmlab.checking.templates import Sentence, Table

TABLE = Table(__package__)
say = TABLE.say


def points(reached: int, full: int) -> Sentence:
    """ "3 of 3 points"."""
    return say("points", count=full, reached=reached)
