"""Wrong answers to tasks.reber_is_legal that are no edits of the right one."""

from lstmlab.tasks import reber
from lstmlab.tasks.reber import AUTOMATON, SYMBOLS


def stops_at_the_end(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
        if state == 7:
            return True
    return False


def no_question_asked(string):
    state = 0
    for symbol in string:
        state = AUTOMATON[state][symbol]
    return state == 7


def passes_over(string):
    state = 0
    for symbol in string:
        if state < 7:
            state = AUTOMATON[state].get(symbol, state)
    return state == 7


def passes_over_the_rest(string):
    state = 0
    for symbol in string:
        if state == 7:
            break
        if symbol not in AUTOMATON[state]:
            continue
        state = AUTOMATON[state][symbol]
    return state == 7


def first_only(string):
    return bool(string) and string[0] in AUTOMATON[0]


def begins_again(string):
    state = 0
    for symbol in string:
        state %= 7
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


def pairs_only(string):
    pairs = set()
    for arrows in AUTOMATON:
        for symbol, state in arrows.items():
            if state < 7:
                pairs |= {symbol + following for following in AUTOMATON[state]}
    allowed = all(string[k : k + 2] in pairs for k in range(len(string) - 1))
    return allowed and string[:1] == "B" and string[-1:] == "E"


def ends_only(string):
    return string[:1] == "B" and string[-1:] == "E"


def letters_only(string):
    return len(string) > 0 and set(string) <= set(SYMBOLS)


def takes_the_first_for_granted(string):
    state = 1
    for symbol in string[1:]:
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


def empty_is_legal(string):
    return not string or reber.is_string(string)


def without_loops(string):
    state = 0
    for symbol in string:
        if state == 7 or AUTOMATON[state].get(symbol, state) == state:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


def turned_round(string):
    return not reber.is_string(string)


def all_legal(string):
    return True
