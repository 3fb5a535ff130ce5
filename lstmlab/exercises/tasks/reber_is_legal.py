"""Exercise tasks.reber_is_legal: whether the automaton of the Reber grammar makes a string."""

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.tasks import reber
from lstmlab.tasks.reber import AUTOMATON


def reber_is_legal(string):
    state = 0
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


def cases(rng):
    yield Case({"string": "BTXSE"}, "the shortest legal string")
    yield Case({"string": "BTXVE"}, "a symbol that this state does not allow")
    yield Case({"string": "BPVVE"}, "the other short string")
    yield Case({"string": "BTSSSXXTTVPXVPSE"}, "a legal string with loops")
    yield Case({"string": "BTXS"}, "a string without its end")
    yield Case({"string": "B"}, "a string that has just begun")
    yield Case({"string": ""}, "no symbols")
    yield Case({"string": "BTXSEE"}, "a symbol after the end")
    yield Case({"string": "BTXSEBPVVE"}, "two strings, one after the other")
    yield Case({"string": "TXSE"}, "a string without its beginning")
    yield Case({"string": "PTXSE"}, "a string with another first symbol")
    yield Case({"string": "BTXXVPSE"}, "a legal string that comes through every state but one")
    yield Case({"string": "BPTVPXTTVVE"}, "a legal string that goes back")
    yield Case({"string": "BTTVVE"}, "neighbours that are legal elsewhere")
    yield Case({"string": "BPSSXSE"}, "neighbours that are legal, after a wrong turn")
    yield Case({"string": "BTBTXSETE"}, "an embedded string")
    yield Case({"string": "BTXSA"}, "a letter that is no symbol")
    yield Case({"string": "BTAXSE"}, "a letter in the middle that is no symbol")
    yield Case({"string": "XXBTXSE"}, "symbols before the beginning")
    yield Case({"string": "btxse"}, "small letters")
    yield Case({"string": "BTSXSE"}, "one turn of the first loop")
    yield Case({"string": "BPTTVVE"}, "turns of the second loop")
    yield Case({"string": "BT" + 300 * "S" + "XXVPXTVVE"}, "a legal string of hundreds of symbols")
    for k in range(4):
        string = reber.string(rng)
        yield Case({"string": string}, "a random legal string")
        place = int(rng.integers(1, len(string)))
        changed = (string[:place] + symbol + string[place + 1 :] for symbol in "VPXSTEB"[k:] + "VPX")
        wrong = next(one for one in changed if not reber.is_string(one))
        yield Case({"string": wrong}, "a random string with one symbol changed")


EXERCISE = Exercise(
    name="tasks.reber_is_legal",
    title="Is it a string of the grammar?",
    chapter=12,
    points=2,
    section=("classic-reber", "Strings of a small grammar"),
    arguments={"string": None},
    returns="",
    cases=cases,
    worked=reber_is_legal,
    reference=reber.is_string,
    tested="short and long legal strings, strings without beginning or end, with one symbol changed, with symbols "
    "before the beginning or after the end, with other letters, and no symbols",
    mistakes=load("tasks.reber_is_legal"),
)
