"""seq2seq.greedy_decode: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers, changed

ANSWERS = Answers("seq2seq.greedy_decode")
right, wrong = ANSWERS.right, ANSWERS.wrong
ANSWERS.equivalent = {
    "`for _ in range(max_steps):` -> `for _ in reversed(range(max_steps)):`": "nobody looks at the number",
    "`for _ in range(max_steps):` -> `for _ in list(range(max_steps))[::-1]:`": "nobody looks at the number",
    "`symbol = int(np.argmax(logits))` -> `symbol = np.argmax(logits)`": "a whole number of NumPy is as good",
}


@right
def with_while(step, state, start, end, max_steps):
    written, symbol = [], start
    while len(written) < max_steps:
        logits, state = step(symbol, state)
        symbol = np.argmax(logits)
        if symbol == end:
            return written
        written.append(symbol)
    return written


@right
def as_an_array(step, state, start, end, max_steps):
    written = []
    last = start
    for _ in range(max_steps):
        logits, state = step(last, state)
        last = int(logits.argmax())
        if last == end:
            break
        written += [last]
    return np.array(written, dtype=int)


@right
def one_after_another(step, state, start, end, max_steps):
    if max_steps == 0:
        return []
    logits, state = step(start, state)
    symbol = int(np.argmax(logits))
    if symbol == end:
        return []
    return [symbol, *one_after_another(step, state, symbol, end, max_steps - 1)]


@right
def cut_at_the_end(step, state, start, end, max_steps):
    symbols = [start]
    for _ in range(max_steps):
        logits, state = step(symbols[-1], state)
        symbols.append(int(np.argsort(logits)[-1]))
        if symbols[-1] == end:
            return symbols[1:-1]
    return symbols[1:]


@right
def by_the_softmax(step, state, start, end, max_steps):
    written = []
    symbol = start
    for _ in range(max_steps):
        logits, state = step(symbol, state)
        exps = np.exp(logits - np.max(logits))
        symbol = max(range(len(exps)), key=lambda k: logits[k])
        if symbol == end:
            break
        written.append(symbol)
    return tuple(written)


@right
def one_symbol_after_the_other(step, state, start, end, max_steps):
    written, symbol = [], start
    for _ in range(max_steps):
        logits, state = step(symbol, state)
        symbol = int(np.argmax(logits))
        if symbol == end:
            break
        written.append(symbol)
    return written


wrong("end-is-written")(
    changed(
        one_symbol_after_the_other,
        ("for _ in range(max_steps):", "while (len(written) < max_steps and symbol != end) or not written:"),
        ("if symbol == end:", ""),
        ("break", ""),
    )
)


wrong("state-not-carried")(
    changed(
        one_symbol_after_the_other,
        ("logits, state = step(symbol, state)", "logits, _ = step(symbol, state)"),
    )
)


@wrong("reads-start-again")
def _(step, state, start, end, max_steps):
    written = []
    for _ in range(max_steps):
        logits, state = step(start, state)
        best = int(np.argmax(logits))
        if best == end:
            break
        written.append(best)
    return written


@wrong("start-is-written")
def _(step, state, start, end, max_steps):
    symbols = [start]
    for _ in range(max_steps):
        logits, state = step(symbols[-1], state)
        best = int(np.argmax(logits))
        if best == end:
            break
        symbols.append(best)
    return symbols


@wrong("does-not-stop")
def _(step, state, start, end, max_steps):
    symbols, symbol = [], start
    for _ in range(max_steps):
        logits, state = step(symbol, state)
        symbol = int(np.argmax(logits))
        if symbol != end:
            symbols.append(symbol)
    return symbols


@wrong("end-not-looked-at")
def _(step, state, start, end, max_steps):
    symbols, symbol = [], start
    for _ in range(max_steps):
        logits, state = step(symbol, state)
        symbol = int(logits.argmax())
        symbols.append(symbol)
    return symbols


wrong("one-step-too-few")(
    changed(
        one_symbol_after_the_other,
        ("for _ in range(max_steps):", "for _ in range(1, max_steps):"),
    )
)


wrong("one-step-too-many")(
    changed(
        one_symbol_after_the_other,
        ("written, symbol = [], start", "written, symbol, steps = [], start, 0\nwhile steps <= max_steps:"),
        ("for _ in range(max_steps):", ""),
        ("written.append(symbol)", "written.append(symbol)\nsteps += 1"),
    )
)


wrong("least-likely")(
    changed(
        one_symbol_after_the_other,
        ("symbol = int(np.argmax(logits))", "symbol = int(np.argsort(logits)[0])"),
    )
)


wrong("furthest-from-zero")(
    changed(
        one_symbol_after_the_other,
        ("symbol = int(np.argmax(logits))", "symbol = int(np.argmax(abs(logits)))"),
    )
)


wrong("an-unfinished-answer-is-thrown-away")(
    changed(
        one_symbol_after_the_other,
        ("return written", "return []"),
        ("break", "return written"),
    )
)


wrong("stops-at-start")(
    changed(
        one_symbol_after_the_other,
        ("if symbol == end:", "if symbol in (start, end):"),
    )
)


wrong("first-symbol-lost")(
    changed(
        one_symbol_after_the_other,
        ("return written", "return written[1:]"),
    )
)


wrong("counted-twice")(
    changed(
        one_symbol_after_the_other,
        ("written.append(symbol)", "written.append(symbol)\nstate = step(symbol, state)[1]"),
    )
)


wrong("second-best")(
    changed(
        one_symbol_after_the_other,
        (
            "logits, state = step(symbol, state)",
            "logits, state = step(symbol, state)\nlogits = np.array(logits)\nlogits[np.argmax(logits)] = -np.inf",
        ),
    )
)


@wrong(says="TypeError")
def _(step, state, start, end, max_steps):
    written = []
    symbol = start
    for _ in range(max_steps):
        symbol = int(np.argmax(step(symbol)[0]))
        written.append(symbol)
    return written
