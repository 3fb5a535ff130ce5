"""Exercise text.vocabulary: the symbols of a text, and the number of each."""

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise

VERSE = "Now is the hour, and who is here?\nANNA\nI am: 'tis I, at 10 o'clock."


def vocabulary(text):
    symbols = sorted(set(text))
    index = {symbol: number for number, symbol in enumerate(symbols)}
    return symbols, index


def cases(rng):
    # The short ones first: the first that fails is shown.
    yield Case({"text": "cab"}, "three letters that are not in order")
    yield Case({"text": "aaaa"}, "one symbol repeated")
    yield Case({"text": " to be\n"}, "a space before the first word, a new line at the end alone")
    yield Case({"text": VERSE}, "two speakers' lines with capitals, digits, quotes and a new line")
    letters = list("zebra QUILT fox, 7!\n")
    yield Case({"text": "".join(rng.choice(letters, size=60)) + "zQ7!\nb"}, "random characters")
    yield Case({"text": "été à la mer"}, "letters with accents")


EXERCISE = Exercise(
    name="text.vocabulary",
    title="The symbols of a text",
    chapter=11,
    points=1,
    section=("text-encoding", "From characters to numbers"),
    arguments={"text": None},
    returns=(("symbols", None), ("index", None)),
    cases=cases,
    worked=vocabulary,
    tested="texts with capitals, digits, quotes, new lines and accents, and a text of one symbol",
    mistakes=load("text.vocabulary"),
)
