"""forecast.feed_back: answers that are right, answers that are wrong, mutants that change nothing."""

from itertools import accumulate, islice

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("forecast.feed_back")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def feed_back_in_a_filled_array(step, state, first, horizon):
    said = np.zeros((horizon, *np.shape(first)))
    x = first
    for h in range(horizon):
        y, state = step(x, state)
        said[h] = y
        x = y
    return said


@right
def feed_back_by_recursion(step, state, first, horizon):
    if horizon == 0:
        return []
    y, after = step(first, state)
    return [y, *feed_back_by_recursion(step, after, y, horizon - 1)]


@right
def feed_back_with_while(step, state, first, horizon):
    said = [first]
    while len(said) <= horizon:
        y, state = step(said[-1], state)
        said.append(y)
    return said[1:]


@right
def feed_back_with_accumulate(step, state, first, horizon):
    pairs = accumulate(range(horizon), lambda pair, _: step(*pair), initial=(first, state))
    return np.stack([y for y, _ in pairs][1:])


@right
def feed_back_with_a_generator(step, state, first, horizon):
    def run(x, state):
        while True:
            x, state = step(x, state)
            yield x

    return np.array(list(islice(run(first, state), horizon)))


@right
def feed_back_in_float32(step, state, first, horizon):
    x, said = first, np.zeros((0, *np.shape(first)))
    for _ in range(horizon):
        x, state = step(x, state)
        said = np.concatenate([said, np.asarray(x)[None]])
    return said.astype(np.float32)


@wrong("not-fed-back")
def _(step, state, first, horizon):
    said = []
    for _h in range(horizon):
        y, state = step(first, state)
        said.append(y)
    return np.array(said)


@wrong("state-not-carried")
def _(step, state, first, horizon):
    said = [first]
    for _h in range(horizon):
        said.append(step(said[-1], state)[0])
    return np.array(said[1:])


@wrong("nothing-carried")
def _(step, state, first, horizon):
    return np.array([step(first, state)[0] for _h in range(horizon)])


@wrong("first-included")
def _(step, state, first, horizon):
    said = [first]
    while len(said) < horizon + 1:
        y, state = step(said[-1], state)
        said += [y]
    return np.stack(said)


@wrong("one-behind")
def _(step, state, first, horizon):
    said = [first]
    while len(said) < horizon:
        y, state = step(said[-1], state)
        said += [y]
    return np.stack(said)


@wrong("one-too-many")
def _(step, state, first, horizon):
    x, state = step(first, state)
    said = [x]
    for _h in range(horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said)


@wrong("one-too-few")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(1, horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said)


@wrong("first-forecast-left-out")
def _(step, state, first, horizon):
    y, state = step(first, state)
    said = []
    for _h in range(horizon):
        y, state = step(y, state)
        said.append(y)
    return np.array(said)


@wrong("last-alone")
def _(step, state, first, horizon):
    y = first
    for _h in range(horizon):
        y, state = step(y, state)
    return y


@wrong("backwards")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said[::-1])


@wrong("forecasts-added")
def _(step, state, first, horizon):
    said = [first]
    for _h in range(horizon):
        change, state = step(said[-1], state)
        said.append(said[-1] + change)
    return np.array(said[1:])


@wrong(says="stops with an error")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(horizon):
        x = step(x, state)
        said.append(x)
    return np.array(said)


@wrong("states-stored")
def _(step, state, first, horizon):
    x, said = first, []
    for _h in range(horizon):
        x, state = step(x, state)
        said.append(state if not isinstance(state, tuple) else state[0])
    return np.array(said)


@wrong("forecast-and-state-exchanged")
def _(step, state, first, horizon):
    x = first
    out = []
    for _step in range(horizon):
        state, x = step(x, state)
        out.append(x)
    return np.array(out)


@wrong("arguments-exchanged")
def _(step, state, first, horizon):
    x = first
    out = []
    for _step in range(horizon):
        x, state = step(state, x)
        out.append(x)
    return np.array(out)


@wrong(says="a place for one number")
def _(step, state, first, horizon):
    x = first
    out = np.zeros(horizon)
    for k in range(horizon):
        x, state = step(x, state)
        out[k] = x
    return out


@wrong(says="another shape")
def _(step, state, first, horizon):
    x = first
    out = []
    for _k in range(horizon):
        x, state = step(x, state)
        out.append(x)
    return np.concatenate(out)


@wrong("state-fed-back")
def _(step, state, first, horizon):
    x = first
    out = []
    for _k in range(horizon):
        y, state = step(x, state)
        x = state
        out.append(y)
    return np.array(out)


@wrong("from-zero")
def _(step, state, first, horizon):
    x, said = 0 * first, []
    for _ in range(horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said)


ANSWERS.equivalent = {
    "`for _ in range(horizon):` -> `for _ in list(range(horizon))[::-1]:`": "the loop only counts its steps",
    "`for _ in range(horizon):` -> `for _ in reversed(range(horizon)):`": "the loop only counts its steps",
    "`return np.array(said)` -> `return said`": "a list of forecasts counts as an array",
}
