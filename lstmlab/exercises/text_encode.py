"""Exercise text.encode: a text as a row of numbers."""

import numpy as np

from lstmlab.exercises.specification import Case, Exercise, Mistake


def encode(text, index):
    return np.array([index[symbol] for symbol in text])


def _one_hot(text, index):
    return np.eye(len(index), dtype=int)[[index[symbol] for symbol in text]]


def _words(text, index):
    return np.array([index[word] for word in text.split()])


def _whole_text(text, index):
    return index[text]


def _first_alone(text, index):
    codes = []
    for symbol in text:
        codes.append(index[symbol])
        return codes


def _cases(rng):
    # The short ones first: the first that fails is shown.
    yield Case({"text": "ba\n", "index": {"a": 3, "\n": 7, "b": 11}}, "numbers with gaps, a new line at the end")
    yield Case({"text": "Aa", "index": {"A": 0, "a": 1}}, "a capital and its small letter")
    yield Case(
        {"text": "be a bed", "index": {" ": 0, "a": 1, "b": 2, "d": 3, "e": 4, "z": 5}}, "a symbol that is unused"
    )
    index = dict(zip("abcdeXY, \n", rng.permutation(10).tolist(), strict=True))
    text = "".join(rng.choice(list("abcdeXY, \n"), size=17))
    yield Case({"text": text + "X,e", "index": index}, "a random text, numbers in an order of their own")
    yield Case({"text": "o", "index": {"n": 0, "o": 1}}, "a single character")


EXERCISE = Exercise(
    name="text.encode",
    title="A text as numbers",
    chapter=10,
    points=1,
    section=("text-encoding", "From characters to numbers"),
    arguments={"text": None, "index": None},
    returns="T",
    integers=("",),
    cases=_cases,
    worked=encode,
    tested="numbers in any order, symbols that are unused, capitals, a new line at the end, and a single character",
    mistakes=(
        Mistake(
            name="code-numbers",
            behaves_like="one that takes the characters' code numbers (`ord`)",
            question="Which numbers does `index` give to the symbols?",
            pointer="Look each character up in `index`.",
            edits=(("index[symbol]", "ord(symbol)"),),
        ),
        Mistake(
            name="vocabulary-of-its-own",
            behaves_like="one that makes a vocabulary of the text at hand and does not use the numbers in `index`",
            question="Two texts are encoded. Does the same letter get the same number in both?",
            pointer="Look each character up in `index`.",
            edits=(("index[symbol]", "sorted(set(text)).index(symbol)"),),
        ),
        Mistake(
            name="place-in-the-index",
            behaves_like="one that takes the place of a symbol in `index` in place of the number that stands there",
            question="What does `index` say about a symbol: its number, or only its place?",
            pointer="Look each character up: `index[...]`.",
            edits=(("index[symbol]", "list(index).index(symbol)"),),
        ),
        Mistake(
            name="places-in-the-text",
            behaves_like="one that numbers the characters of the text, 0, 1, 2 and so on",
            question="Does the same letter get the same number each time it comes?",
            pointer="`enumerate(text)` gives places in the text. The numbers stand in `index`.",
            edits=(("index[symbol] for symbol in text", "place for place, symbol in enumerate(text)"),),
        ),
        Mistake(
            name="words",
            behaves_like="one that looks words up in place of characters",
            question="What are the keys of `index`: words, or characters?",
            pointer="A string is a row of characters: go through the text itself.",
            function=_words,
        ),
        Mistake(
            name="whole-text-as-key",
            behaves_like="one that looks the whole text up at once",
            question="What are the keys of `index`: texts, or characters?",
            pointer="One look into `index` for each character.",
            function=_whole_text,
        ),
        Mistake(
            name="small-letters",
            behaves_like="one that turns capitals into small letters before it looks them up",
            question="Is A the same symbol as a?",
            pointer="Look the characters up as they are.",
            edits=(("index[symbol]", "index[symbol.lower()]"),),
        ),
        Mistake(
            name="first-alone",
            behaves_like="one that ends after the first character",
            question="Where in the loop does your `return` stand?",
            pointer="`return` ends the function. It has to wait until the loop is over.",
            function=_first_alone,
        ),
        Mistake(
            name="sorted-again",
            behaves_like="one that sorts the symbols of `index` again and numbers them anew",
            question="What does `index` say about a symbol?",
            pointer="Look each character up: `index[...]`.",
            edits=(("index[symbol]", "sorted(index).index(symbol)"),),
        ),
        Mistake(
            name="one-hot",
            behaves_like="one that gives one-hot rows in place of numbers",
            question="How many numbers should there be for each character?",
            pointer="The one-hot rows come later, batch by batch: those of a whole play would fill the memory.",
            function=_one_hot,
        ),
        Mistake(
            name="counted-from-one",
            behaves_like="one that adds 1 to every number",
            question="What does `symbols[code]` give for your codes?",
            pointer="The numbers of `index` are right as they are.",
            edits=(("index[symbol]", "index[symbol] + 1"),),
        ),
        Mistake(
            name="backward",
            behaves_like="one that begins at the end of the text",
            question="Which number should come first?",
            pointer="Keep the order of the text.",
            edits=(("in text]", "in reversed(text)]"),),
        ),
        Mistake(
            name="sorted-text",
            behaves_like="one that sorts the characters of the text",
            question="Can the text be read again from your numbers?",
            pointer="Keep the order of the text.",
            edits=(("in text]", "in sorted(text)]"),),
        ),
        Mistake(
            name="white-space-dropped",
            behaves_like="one that leaves out spaces and new lines",
            question="How many numbers should a text of T characters give?",
            pointer="`strip` and `split` take characters away. A space and a new line are symbols like all others.",
            edits=(("in text]", 'in "".join(text.split())]'),),
        ),
        Mistake(
            name="ends-stripped",
            behaves_like="one that strips white space from the ends of the text",
            question="How many numbers should a text of T characters give?",
            pointer="`strip` takes a new line at the end away, which is a symbol like all others.",
            edits=(("in text]", "in text.strip()]"),),
        ),
        Mistake(
            name="last-missing",
            behaves_like="one that leaves out the last character",
            question="How many numbers should a text of T characters give?",
            pointer="Go through the whole text. The pairs of a character and the next one are made later.",
            edits=(("in text]", "in text[:-1]]"),),
        ),
        Mistake(
            name="first-missing",
            behaves_like="one that leaves out the first character",
            question="How many numbers should a text of T characters give?",
            pointer="Go through the whole text. The pairs of a character and the next one are made later.",
            edits=(("in text]", "in text[1:]]"),),
        ),
        Mistake(
            name="each-symbol-once",
            behaves_like="one that gives the number of each symbol of the text once",
            question="How many numbers should a text of T characters give?",
            pointer="Go through the text, not through a set of it.",
            edits=(("in text]", "in dict.fromkeys(text)]"),),
        ),
        Mistake(
            name="numbers-of-the-index",
            behaves_like="one that returns the numbers of the vocabulary, whatever the text",
            question="Does your result change when the text changes?",
            pointer="Go through the text, not through `index`.",
            edits=(("in text]", "in index]"),),
        ),
    ),
)
