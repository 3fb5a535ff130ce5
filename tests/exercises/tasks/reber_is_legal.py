"""tasks.reber_is_legal: answers that are right, answers that are wrong, mutants that change nothing."""

import re

import numpy as np

from lstmlab.tasks.reber import AUTOMATON, SYMBOLS
from tests.exercises.answers import Answers

ANSWERS = Answers("tasks.reber_is_legal")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def legal_by_a_table(string):
    arrows = {(state, symbol): to for state, row in enumerate(AUTOMATON) for symbol, to in row.items()}
    state = 0
    for symbol in string:
        state = arrows.get((state, symbol))
        if state is None:
            return False
    return state == 7


@right
def legal_by_a_regular_expression(string):
    # State 3 reads T* V, state 5 reads P (back to 3 by X) or V, state 4 reads X or S.
    from_3 = "T*V(PXT*V)*(V|PS)"
    return re.fullmatch(f"B(TS*X(S|X{from_3})|P{from_3})E", string) is not None


@right
def legal_by_recursion(string, state=0):
    if not string:
        return state == 7
    if state == 7 or string[0] not in AUTOMATON[state]:
        return False
    return legal_by_recursion(string[1:], AUTOMATON[state][string[0]])


@right
def legal_by_exceptions(string):
    state = 0
    try:
        for symbol in string:
            state = AUTOMATON[state][symbol]
    except (KeyError, IndexError):
        return False
    return state == len(AUTOMATON)


@right
def legal_as_a_set_of_states(string):
    states = {0}
    for symbol in string:
        states = {AUTOMATON[s][symbol] for s in states if s < 7 and symbol in AUTOMATON[s]}
    return np.bool_(7 in states)


@right
def legal_by_while(string):
    state, k = 0, 0
    while k < len(string) and state is not None and state < 7:
        state = AUTOMATON[state].get(string[k])
        k += 1
    return bool(state == 7 and k == len(string))


@wrong("end-not-asked")
def _(string):
    state = 0
    for symbol in string:
        arrows = AUTOMATON[state] if state < 7 else {}
        if symbol not in arrows:
            return False
        state = arrows[symbol]
    return True


@wrong(says="IndexError")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong(says="KeyError")
def _(string):
    state = 0
    for symbol in string:
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("letters-only")
def _(string):
    return bool(string) and all(symbol in SYMBOLS for symbol in string)


@wrong("ends-only")
def _(string):
    return string.startswith("B") and string.endswith("E")


@wrong("goes-on-after-the-end")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
        if state == 7:
            break
    return state == 7


@wrong("empty-is-legal")
def _(string):
    state = 0 if string else 7
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("never-moves")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
    return state == 7


@wrong("beginning-not-asked", "beginning-left-out")
def _(string):
    state = 1
    for symbol in string[1:]:
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("all-legal")
def _(string):
    state = 0
    for symbol in string:
        if state < 7 and symbol in AUTOMATON[state]:
            state = AUTOMATON[state][symbol]
    return True


@wrong("loops-left-out")
def _(string):
    state = 0
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state] or AUTOMATON[state][symbol] == state:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("turned-round")
def _(string):
    state = 0
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state]:
            return True
        state = AUTOMATON[state][symbol]
    return state != 7


@wrong("passes-over-letters")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in SYMBOLS:
            continue
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("stops-with-an-error-at-a-wrong-symbol", says="a KeyError")
def _(string):
    state = 0
    for symbol in string:
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("stops-with-an-error-after-the-end", says="an IndexError")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong(says="has to be True or False")
def _(string):
    return "True" if string[:1] == "B" else "False"


@wrong("found-anywhere")
def _(string):
    from_3 = "T*V(PXT*V)*(V|PS)"
    return re.search(f"B(TS*X(S|X{from_3})|P{from_3})E", string) is not None


@wrong("found-at-the-end")
def _(string):
    from_3 = "T*V(PXT*V)*(V|PS)"
    return bool(re.search(f"B(TS*X(S|X{from_3})|P{from_3})E$", string))


@wrong("goes-on-after-the-end")
def _(string):
    from_3 = "T*V(PXT*V)*(V|PS)"
    return bool(re.match(f"B(TS*X(S|X{from_3})|P{from_3})E", string))


@wrong("small-letters-too")
def _(string):
    from_3 = "T*V(PXT*V)*(V|PS)"
    return re.fullmatch(f"B(TS*X(S|X{from_3})|P{from_3})E", string, re.IGNORECASE) is not None


@wrong("passes-over-wrong-symbols")
def _(string):
    state = 0
    for symbol in string:
        if state == 7:
            return False
        state = AUTOMATON[state].get(symbol, state)
    return state == 7
