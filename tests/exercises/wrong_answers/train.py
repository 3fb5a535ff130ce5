"""Wrong answers to the exercises of chapter 8, as learners write them: before the optimisers."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# train.standardise


@wrong("train.standardise", "statistics-of-everything")
def _(train, test):
    series = np.concatenate((train, test), axis=0)
    mean, std = np.mean(series, axis=0), np.std(series, axis=0)
    series = (series - mean) / std
    return series[: len(train)], series[len(train) :], mean, std


@wrong("train.standardise", "test-by-itself")
def _(train, test):
    def normal(x):
        return (x - np.mean(x, axis=0)) / np.std(x, axis=0)

    return normal(train), normal(test), np.mean(train, axis=0), np.std(train, axis=0)


@wrong("train.standardise", "divisor-n-minus-one")
def _(train, test):
    mean = train.mean(axis=0)
    std = np.sqrt(((train - mean) ** 2).sum(axis=0) / (len(train) - 1 or np.nan))
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong("train.standardise", says="mean")
def _(train, test):
    mean, std = train.mean(), train.std()
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong("train.standardise", "brackets-left-out")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    return train - mean / std, test - mean / std, mean, std


@wrong("train.standardise", "changed-in-place", says="in place")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    train -= mean
    train /= std
    test -= mean
    test /= std
    return train, test, mean, std


@wrong("train.standardise", says="4 values are asked for")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    return (train - mean) / std, (test - mean) / std


@wrong("train.standardise", says="shape")
def _(train, test):
    mean, std = train.mean(axis=0, keepdims=True), train.std(axis=0, keepdims=True)
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong("train.standardise", "epsilon")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    return (train - mean) / (std + 1e-8), (test - mean) / (std + 1e-8), mean, std + 1e-8


# train.early_stopping


@wrong("train.early_stopping", "one-epoch-late")
def _(losses, patience):
    best, bad = 0, 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best, bad = epoch, 0
        elif epoch > 0:
            bad += 1
        if bad > patience:
            break
    return best


@wrong("train.early_stopping", "one-epoch-early")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience - 1:
            break
    return best


@wrong("train.early_stopping", "patience-ignored")
def _(losses, patience):
    return int(np.argmin(losses))


@wrong("train.early_stopping", "tie-is-progress")
def _(losses, patience):
    best_loss, best = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss <= best_loss:
            best_loss, best = loss, epoch
        if epoch - best >= patience:
            break
    return best


@wrong("train.early_stopping", "epoch-of-the-stop")
def _(losses, patience):
    best_loss, bad = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best_loss:
            best_loss, bad = loss, 0
        else:
            bad += 1
        if bad == patience:
            return epoch
    return epoch


@wrong("train.early_stopping", "counter-never-set-back")
def _(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
            if waited == patience:
                break
    return best


@wrong("train.early_stopping", "rises-counted")
def _(losses, patience):
    best, rises = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if losses[epoch] < losses[epoch - 1]:
            rises = 0
        else:
            rises += 1
        if rises == patience:
            break
    return best


@wrong("train.early_stopping", "counted-from-one")
def _(losses, patience):
    best = 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[best - 1]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@wrong("train.early_stopping", "loss-returned", says="whole number")
def _(losses, patience):
    best, bad = losses[0], 0
    for loss in losses[1:]:
        bad = 0 if loss < best else bad + 1
        best = min(best, loss)
        if bad >= patience:
            break
    return best


@wrong("train.early_stopping", says="returns nothing")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return None


@wrong("train.early_stopping", says="IndexError")
def _(losses, patience):
    best = 0
    for epoch in range(1, len(losses) + 1):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@wrong("train.early_stopping", "largest")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[best] < losses[epoch]:
            best = epoch
        if epoch >= best + patience:
            break
    return best


@wrong("train.early_stopping", "stops-at-the-first-rise")
def _(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[epoch - 1]:
            return epoch - 1
    return len(losses) - 1


# train.dropout


@wrong("train.dropout", "not-inverted")
def _(h, rate, rng):
    mask = (rng.random(h.shape) >= rate).astype(float)
    return h * mask, mask


@wrong("train.dropout", "mask-without-scale")
def _(h, rate, rng):
    kept = rng.uniform(size=h.shape) > rate
    return h * kept / (1 - rate), kept


@wrong("train.dropout", "mask-without-scale")
def _(h, rate, rng):
    mask = rng.binomial(1, 1 - rate, h.shape)
    out = h * mask
    out /= 1 - rate
    return out, mask


@wrong("train.dropout", "scaled-by-the-rate")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < 1 - rate) / np.float64(rate)
    return h * mask, mask


@wrong("train.dropout", "rate-is-kept")
def _(h, rate, rng):
    mask = rng.binomial(1, rate, h.shape) / (1 - rate)
    return h * mask, mask


@wrong("train.dropout", "rate-is-the-probability-to-stay", says="nan")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < rate) / np.float64(rate)
    return h * mask, mask


@wrong("train.dropout", "columns-dropped")
def _(h, rate, rng):
    row = (rng.random(h.shape[-1]) > rate) / (1 - rate)
    mask = np.ones(h.shape) * row
    return h * mask, mask


@wrong("train.dropout", "another-generator", says="same seed")
def _(h, rate, rng):
    mask = (np.random.rand(*h.shape) > rate) / (1 - rate)  # noqa: NPY002 - this is the mistake
    return h * mask, mask


@wrong("train.dropout", "own-seed", says="same generator")
def _(h, rate, rng):
    rng = np.random.default_rng(42)
    mask = (rng.random(h.shape) > rate) / (1 - rate)
    return h * mask, mask


@wrong("train.dropout", "h-changed-in-place", says="in place")
def _(h, rate, rng):
    mask = (rng.random(h.shape) > rate) / (1 - rate)
    mask = mask.astype(h.dtype)
    h *= mask
    return h, mask


@wrong("train.dropout", "values-exchanged")
def _(h, rate, rng):
    mask = (rng.random(h.shape) > rate) / (1 - rate)
    return mask, h * mask


@wrong("train.dropout", says="2 values are asked for")
def _(h, rate, rng):
    return h * (rng.random(h.shape) > rate) / (1 - rate)


@wrong("train.dropout", says="shape")
def _(h, rate, rng):
    mask = (rng.random(h.shape[1]) > rate) / (1 - rate)
    return h * mask, mask


@wrong("train.dropout", "exact-number", says="by chance alone")
def _(h, rate, rng):
    order = rng.permutation(h.size).reshape(h.shape)
    mask = (order >= int(np.round(rate * h.size))) / (1 - rate)
    return h * mask, mask


# train.xavier_uniform


@wrong("train.xavier_uniform", "inputs-alone")
def _(rng, n_in, n_out):
    r = np.sqrt(6.0 / n_in)
    return rng.uniform(-r, r, (n_in, n_out))


@wrong("train.xavier_uniform", "normal")
def _(rng, n_in, n_out):
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / (n_in + n_out))


@wrong("train.xavier_uniform", "one-over-root-of-inputs")
def _(rng, n_in, n_out):
    return rng.uniform(-1, 1, (n_in, n_out)) / np.sqrt(n_in)


@wrong("train.xavier_uniform", "root-of-six-alone")
def _(rng, n_in, n_out):
    limit = np.sqrt(6) / (n_in + n_out)
    return limit * (1 - 2 * rng.random((n_in, n_out)))


@wrong("train.xavier_uniform", "positive-only")
def _(rng, n_in, n_out):
    return rng.random((n_in, n_out)) * np.sqrt(6 / (n_in + n_out))


@wrong("train.xavier_uniform", "another-generator")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return 2 * limit * np.random.rand(n_in, n_out) - limit  # noqa: NPY002 - this is the mistake


@wrong("train.xavier_uniform", "own-seed")
def _(rng, n_in, n_out):
    rng = np.random.default_rng(seed=8)
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


@wrong("train.xavier_uniform", "transposed", says="shape")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))


@wrong("train.xavier_uniform", says="3 times too large")
def _(rng, n_in, n_out):
    limit = 3 * np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


# train.softsign


@wrong("train.softsign", "size-left-out")
def _(x):
    return x / (1 + x), 1 / (1 + x) ** 2


@wrong("train.softsign", "slope-of-tanh")
def _(x):
    y = x / (1 + np.abs(x))
    return y, 1 - y**2


@wrong("train.softsign", "slope-not-squared")
def _(x):
    y = x / (1 + np.abs(x))
    return y, 1 - np.abs(y)


@wrong("train.softsign", "slope-with-sign")
def _(x):
    y = x / (1 + np.abs(x))
    return y, np.sign(x) * (1 - np.abs(y)) ** 2


@wrong("train.softsign", "zero-divided-by-zero", says="nan")
def _(x):
    y = x / (1 + np.abs(x))
    return y, y * y / (x * x)


@wrong("train.softsign", "slope-first")
def _(x):
    return (1 + np.abs(x)) ** -2.0, x / (1 + np.abs(x))


@wrong("train.softsign", says="truth value")
def _(x):
    if x > 0:
        return x / (1 + x), 1 / (1 + x) ** 2
    return x / (1 - x), 1 / (1 - x) ** 2


@wrong("train.softsign", "softplus")
def _(x):
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0), 1 / (1 + np.exp(-x))


@wrong("train.softsign", says="2 values are asked for")
def _(x):
    return x / (1 + np.abs(x))


# More of them, from a reading of the chapter


@wrong("train.standardise", "not-about-the-mean")
def _(train, test):
    mean = train.mean(axis=0)
    std = np.sqrt((train**2).mean(axis=0))
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong("train.standardise", "train-overwritten")
def _(train, test):
    train = (train - train.mean(axis=0)) / train.std(axis=0)
    test = (test - train.mean(axis=0)) / train.std(axis=0)
    return train, test, train.mean(axis=0), train.std(axis=0)


@wrong("train.standardise", "test-mean-by-itself")
def _(train, test):
    mean = train.mean(axis=0)
    std = train.std(axis=0)
    return (train - mean) / std, (test - test.mean(axis=0)) / std, mean, std


@wrong("train.early_stopping", "last-epoch-at-the-end")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch - patience
    return len(losses) - 1


@wrong("train.early_stopping", "last-epoch-at-the-end")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return len(losses) - 1


@wrong("train.early_stopping", "last-epoch-at-the-end")
def _(losses, patience):
    for e in range(patience, len(losses)):
        if min(losses[e - patience + 1 : e + 1]) >= losses[e - patience]:
            return e - patience
    return len(losses) - 1


@wrong("train.dropout", "rate-is-the-probability-to-stay")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < rate) / rate if rate else np.ones_like(h)
    return h * mask, mask


@wrong("train.dropout", "not-between-zero-and-one")
def _(h, rate, rng):
    mask = (rng.normal(size=h.shape) < 1 - rate) / (1 - rate)
    return h * mask, mask


@wrong("train.dropout", "not-between-zero-and-one")
def _(h, rate, rng):
    mask = (rng.uniform(-1, 1, h.shape) < 1 - rate) / (1 - rate)
    return h * mask, mask


@wrong("train.dropout", "brackets-left-out")
def _(h, rate, rng):
    mask = (rng.random(h.shape) < 1 - rate) * 1 / 1 - rate
    return h * mask, mask


@wrong("train.dropout", "mask-of-what-is-dropped")
def _(h, rate, rng):
    drop = rng.random(h.shape) < rate
    return h * ~drop / (1 - rate), drop


@wrong("train.dropout", "fair-coin")
def _(h, rate, rng):
    mask = rng.integers(0, 2, h.shape) / (1 - rate)
    return h * mask, mask


@wrong("train.xavier_uniform", "variance-for-limit")
def _(rng, n_in, n_out):
    v = 2 / (n_in + n_out)
    return rng.uniform(-v, v, size=(n_in, n_out))


@wrong("train.xavier_uniform", "limit-for-the-lower-end")
def _(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(limit, size=(n_in, n_out))


@wrong("train.xavier_uniform", "normal-with-the-variance")
def _(rng, n_in, n_out):
    return rng.normal(0, 2 / (n_in + n_out), (n_in, n_out))


@wrong("train.softsign", "slope-without-size")
def _(x):
    return x / (1 + np.abs(x)), 1 / (1 + x) ** 2


@wrong("train.softsign", "brackets-left-out")
def _(x):
    return x / 1 + np.abs(x), 1 / (1 + np.abs(x)) ** 2


@wrong("train.softsign", "slope-for-positive-x")
def _(x):
    y = x / (1 + abs(x))
    return y, (1 - y) ** 2


@wrong("train.softsign", "slope-brackets-left-out")
def _(x):
    y = x / (1 + abs(x))
    return y, 1 / 1 + abs(x) ** 2
