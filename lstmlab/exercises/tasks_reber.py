"""Exercise tasks.reber_is_legal: whether the automaton of the Reber grammar makes a string."""

from lstmlab.exercises import tasks_reber_whole as whole
from lstmlab.exercises.specification import Case, Exercise, Mistake
from lstmlab.tasks import reber
from lstmlab.tasks.reber import AUTOMATON


def reber_is_legal(string):
    state = 0
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


def _cases(rng):
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
    yield Case({"string": "btxse"}, "small letters")
    yield Case({"string": "BTSXSE"}, "one turn of the first loop")
    yield Case({"string": "BPTTVVE"}, "turns of the second loop")
    for k in range(4):
        string = reber.string(rng)
        yield Case({"string": string}, "a random legal string")
        place = int(rng.integers(1, len(string)))
        changed = (string[:place] + symbol + string[place + 1 :] for symbol in "VPXSTEB"[k:] + "VPX")
        wrong = next(one for one in changed if not reber.is_string(one))
        yield Case({"string": wrong}, "a random string with one symbol changed")


_STATE = "Which symbols may follow now depends on more than the last symbol. On what?"

EXERCISE = Exercise(
    name="tasks.reber_is_legal",
    title="Is it a string of the grammar?",
    chapter=11,
    points=2,
    section=("classic-reber", "Strings of a small grammar"),
    arguments={"string": None},
    returns="",
    cases=_cases,
    worked=reber_is_legal,
    reference=reber.is_string,
    tested="short and long legal strings, strings without beginning or end, with one symbol changed, with symbols "
    "after the end, and no symbols",
    mistakes=(
        Mistake(
            name="end-not-asked",
            behaves_like="one that accepts a string as soon as every symbol in it is allowed, finished or not",
            question="Is BTXS a whole string?",
            pointer="After the last symbol, look at the state that you are in.",
            edits=(("return state == 7", "return True"),),
        ),
        Mistake(
            name="goes-on-after-the-end",
            behaves_like="one that stops reading at E and accepts whatever follows it",
            question="What does your function say to BTXSEE?",
            pointer="From the last state no arrow leaves.",
            function=whole.stops_at_the_end,
        ),
        Mistake(
            name="stops-with-an-error-after-the-end",
            behaves_like="one that looks for arrows of state 7, which has none, and stops with an error",
            question="What does your function do with BTXSEE?",
            pointer="`AUTOMATON` has no entry for state 7. Ask for that state before you look.",
            edits=(("state == 7 or ", ""),),
        ),
        Mistake(
            name="stops-with-an-error-at-a-wrong-symbol",
            behaves_like="one that takes every symbol's arrow without asking whether there is one, and stops with an "
            "error",
            question="What does your function do with BTXVE?",
            pointer="Ask whether the symbol is in `AUTOMATON[state]` before you take its arrow.",
            function=whole.no_question_asked,
        ),
        Mistake(
            name="passes-over-wrong-symbols",
            behaves_like="one that passes over symbols that are not allowed and reads on",
            question="What does your function say to BTXSEE?",
            pointer="Where a symbol is on no arrow, the answer is known at once: False.",
            function=whole.passes_over,
            others=(whole.passes_over_the_rest,),
        ),
        Mistake(
            name="first-symbol-only",
            behaves_like="one that has its answer after the first symbol",
            question="Where in the loop does your `return True` stand?",
            pointer="One allowed symbol does not make a string. True can be said after the last one only.",
            function=whole.first_only,
        ),
        Mistake(
            name="state-returned",
            behaves_like="one that returns the number of the last state",
            question="What is asked for: a state, or True or False?",
            pointer="Compare the state with 7.",
            edits=(("return state == 7", "return state"),),
        ),
        Mistake(
            name="last-but-one-state",
            behaves_like="one that takes state 6 for the end",
            question="In which state are you after the E?",
            pointer="Counting begins at 0, and the end has a number too.",
            edits=(("return state == 7", "return state == 6"),),
        ),
        Mistake(
            name="begins-again-after-the-end",
            behaves_like="one that begins again after E: it accepts several strings in a row",
            question="What does your function say to BTXSEBPVVE?",
            pointer="From the last state no arrow leaves.",
            function=whole.begins_again,
        ),
        Mistake(
            name="pairs-only",
            behaves_like="one that looks at neighbouring symbols only: every pair that occurs somewhere is allowed "
            "everywhere",
            question=_STATE,
            pointer="Keep the number of the state, and let each symbol lead to the next one.",
            function=whole.pairs_only,
        ),
        Mistake(
            name="ends-only",
            behaves_like="one that looks at the first and the last symbol only",
            question="What does your function say to BTXVE?",
            pointer="Every symbol has to be on an arrow that leaves the state you are in.",
            function=whole.ends_only,
        ),
        Mistake(
            name="letters-only",
            behaves_like="one that asks whether all letters are symbols of the grammar, in whatever order",
            question="What does your function say to EEEEE?",
            pointer="Every symbol has to be on an arrow that leaves the state you are in.",
            function=whole.letters_only,
        ),
        Mistake(
            name="beginning-not-asked",
            behaves_like="one that takes the first symbol for granted",
            question="What does your function say to PTXSE?",
            pointer="From state 0 too, only one arrow leaves.",
            function=whole.takes_the_first_for_granted,
        ),
        Mistake(
            name="beginning-left-out",
            behaves_like="one that begins in state 1, as if the B had been read already",
            question="Which state are you in before the first symbol?",
            pointer="The B belongs to the string.",
            edits=(("state = 0", "state = 1"),),
        ),
        Mistake(
            name="empty-is-legal",
            behaves_like="one that is right for all strings but the empty one, which it accepts",
            question="Does the automaton make a string without symbols?",
            pointer="What is your variable when the loop has nothing to do?",
            function=whole.empty_is_legal,
        ),
        Mistake(
            name="loops-left-out",
            behaves_like="one that does not know the two arrows that lead back to their own state",
            question="What does your function say to BTSSXSE?",
            pointer="Look at S in state 2 and at T in state 3.",
            function=whole.without_loops,
        ),
        Mistake(
            name="embedded",
            behaves_like="one for embedded strings, between two equal outer symbols",
            question="What does your function say to BTXSE?",
            pointer="The embedded grammar comes later in the chapter.",
            function=reber.is_embedded,
        ),
        Mistake(
            name="turned-round",
            behaves_like="one that says True where it should say False, and the other way round",
            question="What does your function say to BTXSE?",
            pointer="Look at what you return where a symbol is not allowed.",
            function=whole.turned_round,
        ),
        Mistake(
            name="never-moves",
            behaves_like="one that never leaves state 0, so that no string is legal",
            question="Which state are you in after the B?",
            pointer="The symbol leads to another state: store it.",
            edits=(("state = AUTOMATON[state][symbol]", "AUTOMATON[state][symbol]"),),
        ),
        Mistake(
            name="all-legal",
            behaves_like="one that accepts every string",
            question="What does your function say to BTXVE?",
            pointer="Where a symbol is on no arrow, the answer is known at once.",
            function=whole.all_legal,
        ),
    ),
)
