"""Exercise text.vocabulary: the symbols of a text, and the number of each."""

from collections import Counter

from lstmlab.exercises.specification import Case, Exercise, Mistake

VERSE = "Now is the hour, and who is here?\nANNA\nI am: 'tis I, at 10 o'clock."


def vocabulary(text):
    symbols = sorted(set(text))
    index = {symbol: number for number, symbol in enumerate(symbols)}
    return symbols, index


def _by_frequency(text):
    symbols = [symbol for symbol, _ in Counter(text).most_common()]
    return symbols, {symbol: number for number, symbol in enumerate(symbols)}


def _by_place_in_the_text(text):
    return sorted(set(text)), {symbol: text.index(symbol) for symbol in set(text)}


def _last_place_in_the_text(text):
    return sorted(set(text)), {symbol: place for place, symbol in enumerate(text)}


def _every_character(text):
    symbols = sorted(text)
    return symbols, {symbol: number for number, symbol in enumerate(symbols)}


def _capitals_last(text):
    symbols = sorted(set(text), key=str.swapcase)
    return symbols, {symbol: number for number, symbol in enumerate(symbols)}


def _capitals_among_the_small(text):
    symbols = sorted(set(text), key=lambda symbol: (symbol.lower(), symbol))
    return symbols, {symbol: number for number, symbol in enumerate(symbols)}


def _whole_alphabet(text):
    symbols = [chr(code) for code in range(32, 127)]
    return symbols, {symbol: number for number, symbol in enumerate(symbols)}


def _counts(text):
    return sorted(set(text)), dict(Counter(text))


def _pairs(text):
    symbols = sorted(set(text))
    return symbols, [(symbol, number) for number, symbol in enumerate(symbols)]


def _a_set(text):
    return set(text), {symbol: number for number, symbol in enumerate(sorted(set(text)))}


def _rows(text):
    symbols = sorted(set(text))
    return symbols, {symbol: [int(k == number) for k in range(len(symbols))] for number, symbol in enumerate(symbols)}


def _cases(rng):
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
    chapter=10,
    points=1,
    section=("text-encoding", "From characters to numbers"),
    arguments={"text": None},
    returns=(("symbols", None), ("index", None)),
    cases=_cases,
    worked=vocabulary,
    tested="texts with capitals, digits, quotes, new lines and accents, and a text of one symbol",
    mistakes=(
        Mistake(
            name="order-of-appearance",
            behaves_like="one that numbers the symbols as they first appear in the text",
            question="Would a second text with the same symbols get the same numbers?",
            pointer="Sort the symbols, so that their numbers do not depend on the order of the text.",
            edits=(("sorted(set(text))", "list(dict.fromkeys(text))"),),
        ),
        Mistake(
            name="not-sorted",
            behaves_like="one that leaves the symbols in the order of a Python set, which is another one each time "
            "Python starts",
            question="Print your symbols, start the kernel again, and print them once more. Are they the same?",
            pointer="A set has no order of its own. Sort it.",
            edits=(("sorted(set(text))", "list(set(text))"),),
        ),
        Mistake(
            name="symbols-in-a-set",
            behaves_like="one that returns the symbols in a set, which has no order",
            question="What is `symbols[0]` for your `symbols`?",
            pointer="`sorted` makes a list of a set.",
            function=_a_set,
        ),
        Mistake(
            name="code-numbers",
            behaves_like="one whose `index` gives the characters' code numbers (`ord`)",
            question='What is `symbols[index["e"]]`?',
            pointer="The number of a symbol is its place in `symbols`, from 0.",
            edits=(("symbol: number for", "symbol: ord(symbol) for"),),
        ),
        Mistake(
            name="counts",
            behaves_like="one whose `index` says how often each symbol occurs",
            question="Can two symbols have the same number?",
            pointer="The number of a symbol is its place in `symbols`, from 0.",
            function=_counts,
        ),
        Mistake(
            name="pairs",
            behaves_like="one whose `index` is a list of pairs, and no dict",
            question='What does `index["e"]` do with your `index`?',
            pointer="`dict(pairs)` makes a dict of pairs.",
            function=_pairs,
        ),
        Mistake(
            name="one-hot-rows",
            behaves_like="one whose `index` leads to one-hot rows in place of numbers",
            question="How many numbers belong to a symbol?",
            pointer="One whole number for each symbol. The one-hot rows come later, batch by batch.",
            function=_rows,
        ),
        Mistake(
            name="by-frequency",
            behaves_like="one that puts the most frequent symbol first",
            question="Which order does the exercise ask for?",
            pointer="`sorted` puts characters into the order of their code numbers.",
            function=_by_frequency,
        ),
        Mistake(
            name="small-letters-only",
            behaves_like="one that turns capitals into small letters",
            question="Can a network write a speaker's name in capitals if its vocabulary has none?",
            pointer="Every character that occurs is a symbol of its own: A is another one than a.",
            edits=(("set(text)", "set(text.lower())"),),
        ),
        Mistake(
            name="white-space-dropped",
            behaves_like="one that leaves out spaces and new lines",
            question="What separates two words, for a model that reads characters?",
            pointer="A space and a new line are symbols like all others.",
            edits=(("set(text)", 'set("".join(text.split()))'),),
        ),
        Mistake(
            name="ends-stripped",
            behaves_like="one that strips white space from the ends of the text",
            question="What does your function find in a text whose only new line is its last character?",
            pointer="`strip` takes characters away. A space and a new line are symbols like all others.",
            edits=(("set(text)", "set(text.strip())"),),
        ),
        Mistake(
            name="new-lines-dropped",
            behaves_like="one that leaves out the new lines",
            question="How will your network learn where a line ends?",
            pointer="A new line is a symbol like all others.",
            edits=(("set(text)", 'set(text.replace("\\n", ""))'),),
        ),
        Mistake(
            name="letters-only",
            behaves_like="one that keeps letters alone",
            question="How many different characters does the text have, commas, quotes and digits among them?",
            pointer="Every character that occurs is a symbol.",
            edits=(("set(text)", "set(filter(str.isalpha, text))"),),
        ),
        Mistake(
            name="words",
            behaves_like="one that takes words for symbols",
            question="What does the model of this chapter read at one step?",
            pointer="A string is a row of characters: go through the text itself.",
            edits=(("set(text)", "set(text.split())"),),
        ),
        Mistake(
            name="counted-from-one",
            behaves_like="one that numbers the symbols from 1",
            question="Where does the 1 of the first symbol stand in a one-hot row?",
            pointer="Numbers are places in `symbols`, and places begin at 0.",
            edits=(("enumerate(symbols)", "enumerate(symbols, 1)"),),
        ),
        Mistake(
            name="index-turned-round",
            behaves_like="one whose `index` leads from numbers to symbols",
            question='What should `index["e"]` give?',
            pointer="The symbols are the keys. `symbols` itself already leads from numbers to symbols.",
            edits=(("symbol: number for", "number: symbol for"),),
        ),
        Mistake(
            name="sorted-backward",
            behaves_like="one that sorts from the largest character down",
            question="Which symbol is number 0?",
            pointer="Sort upward.",
            edits=(("sorted(set(text))", "sorted(set(text), reverse=True)"),),
        ),
        Mistake(
            name="every-character",
            behaves_like="one that lists a symbol as often as it occurs",
            question="How many symbols has the text 'aaaa'?",
            pointer="A set holds each symbol once.",
            function=_every_character,
        ),
        Mistake(
            name="place-in-the-text",
            behaves_like="one whose `index` gives places in the text, not in `symbols`",
            question='What is `symbols[index["e"]]`?',
            pointer="Number the sorted symbols, not the characters of the text.",
            function=_by_place_in_the_text,
            others=(_last_place_in_the_text,),
        ),
        Mistake(
            name="capitals-sorted-otherwise",
            behaves_like="one that does not sort by the characters' code numbers: capitals come elsewhere",
            question="Where do capitals come in `sorted('aBc')`?",
            pointer="Plain `sorted`, without a key.",
            function=_capitals_last,
            others=(_capitals_among_the_small,),
        ),
        Mistake(
            name="whole-alphabet",
            behaves_like="one that lists all printable characters, whether they occur or not",
            question="Which symbols can the text make a network learn?",
            pointer="Take the symbols from the text.",
            function=_whole_alphabet,
        ),
    ),
)
