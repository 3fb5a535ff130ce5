"""Right answers to the exercises of chapter 8 in other people's styles. Every one of them has to pass."""

import math

import numpy as np

# train.standardise


def standardise_with_a_helper(train, test):
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)

    def scaled(x):
        return (x - mean) / std

    return scaled(train), scaled(test), mean, std


def standardise_by_hand(train, test):
    n = len(train)
    mean = sum(train) / n
    std = np.sqrt(sum((row - mean) ** 2 for row in train) / n)
    return [(row - mean) / std for row in train], [(row - mean) / std for row in test], mean, std


def standardise_with_ddof_zero(train, test):
    mean = train.mean(0)
    std = train.std(0, ddof=0)
    return np.divide(train - mean, std), np.divide(test - mean, std), mean, std


def standardise_on_copies(train, test):
    new_train, new_test = train.copy(), test.copy()
    mean, std = train.mean(axis=0), train.std(axis=0)
    for part in (new_train, new_test):
        part -= mean
        part /= std
    return new_train, new_test, mean, std


def standardise_by_the_root_of_the_variance(train, test):
    mean = train.mean(axis=0)
    std = train.var(axis=0) ** 0.5
    return {"train": (train - mean) / std, "test": (test - mean) / std, "mean": mean, "std": std}


def standardise_in_one_piece(train, test):
    mean, std = train.mean(axis=0), train.std(axis=0)
    both = (np.concatenate([train, test]) - mean) / std
    return both[: len(train)], both[len(train) :], mean, std


# train.early_stopping


def stopping_with_a_counter(losses, patience):
    best, best_epoch, bad = math.inf, 0, 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, best_epoch, bad = loss, epoch, 0
        else:
            bad += 1
            if bad == patience:
                return best_epoch
    return best_epoch


def stopping_with_while(losses, patience):
    epoch = best = 0
    while epoch + 1 < len(losses) and epoch - best < patience:
        epoch += 1
        if losses[epoch] < losses[best]:
            best = epoch
    return best


def stopping_with_running_minima(losses, patience):
    losses = np.asarray(losses)
    for epoch in range(len(losses)):
        best = int(np.argmin(losses[: epoch + 1]))
        if epoch - best >= patience:
            return best
    return int(np.argmin(losses))


def stopping_with_numpy_integers(losses, patience):
    best = np.int64(0)
    for epoch in np.arange(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        elif epoch >= best + patience:
            return best
    return best


def stopping_by_windows(losses, patience):
    losses = list(losses)
    for k in range(len(losses)):
        if losses[k] <= min(losses[: k + 1]) and min(losses[k + 1 : k + 1 + patience], default=math.inf) >= losses[k]:
            return losses.index(losses[k])
    return len(losses) - 1


# train.dropout


def dropout_with_where(h, rate, rng):
    mask = np.where(rng.random(h.shape) < rate, 0.0, 1.0) / (1 - rate)
    return h * mask, mask


def dropout_with_uniform(h, rate, rng):
    mask = (rng.uniform(size=h.shape) >= rate).astype(float)
    mask /= 1 - rate
    return np.multiply(h, mask), mask


def dropout_with_a_binomial(h, rate, rng):
    mask = rng.binomial(1, 1 - rate, size=h.shape) / (1 - rate)
    return mask * h, mask


def dropout_by_a_loop(h, rate, rng):
    mask = np.zeros(h.shape)
    for row in mask:
        row[rng.random(len(row)) < 1 - rate] = 1 / (1 - rate)
    return h * mask, mask


def dropout_with_choice(h, rate, rng):
    mask = rng.choice([0.0, 1 / (1 - rate)], p=[rate, 1 - rate], size=h.shape)
    return h * mask, mask


def dropout_in_float32(h, rate, rng):
    mask = (rng.random(h.shape) > rate).astype(np.float32) / np.float32(1 - rate)
    return (h * mask).astype(h.dtype), mask


# train.momentum_step


def momentum_named(w, grad, velocity, lr, beta):
    new_velocity = grad + beta * velocity
    new_w = w - lr * new_velocity
    return new_w, new_velocity


def momentum_on_copies(w, grad, velocity, lr, beta):
    w, velocity = w.copy(), velocity.copy()
    velocity *= beta
    velocity += grad
    w -= lr * velocity
    return w, velocity


def momentum_step_by_step(w, grad, velocity, lr, beta):
    step = -lr * beta * velocity - lr * grad
    return w + step, beta * velocity + grad


def momentum_as_lists(w, grad, velocity, lr, beta):
    v = (beta * velocity + grad).tolist()
    return [(w - lr * np.asarray(v)).tolist(), v]


def momentum_as_a_dict(w, grad, velocity, lr, beta):
    velocity = np.add(np.multiply(beta, velocity), grad)
    return {"velocity": velocity, "w": np.subtract(w, np.multiply(lr, velocity))}


# train.adagrad_step


def adagrad_with_square(w, grad, acc, lr, eps):
    total = acc + np.square(grad)
    return w - lr * grad / (eps + np.sqrt(total)), total


def adagrad_by_rates(w, grad, acc, lr, eps):
    acc = acc + grad * grad
    rates = lr / (acc**0.5 + eps)
    return w - rates * grad, acc


def adagrad_on_copies(w, grad, acc, lr, eps):
    w, acc = np.array(w), np.array(acc)
    acc += grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


def adagrad_by_a_loop(w, grad, acc, lr, eps):
    new_w, new_acc = np.zeros_like(w), np.zeros_like(acc)
    for k in np.ndindex(w.shape):
        new_acc[k] = acc[k] + grad[k] ** 2
        new_w[k] = w[k] - lr * grad[k] / (math.sqrt(new_acc[k]) + eps)
    return new_w, new_acc


def adagrad_as_a_dict(w, grad, acc, lr, eps):
    s = acc + np.abs(grad) ** 2
    return {"w": w + lr * -grad / (np.sqrt(s) + eps), "acc": s}


# train.rmsprop_step


def rmsprop_with_square(w, grad, acc, lr, decay, eps):
    mean = decay * acc + (1 - decay) * np.square(grad)
    return w - lr * grad / (eps + np.sqrt(mean)), mean


def rmsprop_by_a_difference(w, grad, acc, lr, decay, eps):
    acc = acc + (1 - decay) * (grad**2 - acc)
    return w - lr / (np.sqrt(acc) + eps) * grad, acc


def rmsprop_on_copies(w, grad, acc, lr, decay, eps):
    w, acc = w.copy(), acc.copy()
    acc *= decay
    acc += (1 - decay) * grad * grad
    w -= lr * grad / (acc**0.5 + eps)
    return w, acc


def rmsprop_with_average(w, grad, acc, lr, decay, eps):
    acc = np.average([acc, grad**2], axis=0, weights=[decay, 1 - decay])
    return [w - lr * grad / (np.sqrt(acc) + eps), acc]


def rmsprop_as_lists(w, grad, acc, lr, decay, eps):
    acc = decay * acc + grad**2 - decay * grad**2
    return (w - lr * grad / (np.sqrt(acc) + eps)).tolist(), acc.tolist()


# train.adam_step


def adam_in_one_line(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def adam_with_eps_scaled(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    root = math.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + eps * root), m, v


def adam_on_copies(w, grad, m, v, t, lr, beta1, beta2, eps):
    w, m, v = w.copy(), m.copy(), v.copy()
    m += (1 - beta1) * (grad - m)
    v += (1 - beta2) * (grad**2 - v)
    w -= lr * (m / (1 - beta1**t)) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    return w, m, v


def adam_with_corrections_first(w, grad, m, v, t, lr, beta1, beta2, eps):
    one, two = 1 - beta1**t, 1 - beta2**t
    new_m, new_v = np.multiply(beta1, m) + (1 - beta1) * grad, np.multiply(beta2, v) + (1 - beta2) * np.square(grad)
    return {"w": w - lr * new_m / one / (eps + np.sqrt(new_v / two)), "m": new_m, "v": new_v}


def adam_by_a_loop(w, grad, m, v, t, lr, beta1, beta2, eps):
    new = [np.zeros_like(w) for _ in range(3)]
    for k in np.ndindex(w.shape):
        new[1][k] = beta1 * m[k] + (1 - beta1) * grad[k]
        new[2][k] = beta2 * v[k] + (1 - beta2) * grad[k] ** 2
        size = math.sqrt(new[2][k] / (1 - math.pow(beta2, t)))
        new[0][k] = w[k] - lr * new[1][k] / (1 - math.pow(beta1, t)) / (size + eps)
    return new


# train.xavier_uniform


def xavier_by_scaling(rng, n_in, n_out):
    return (2 * rng.random((n_in, n_out)) - 1) * math.sqrt(6 / (n_in + n_out))


def xavier_in_one_line(rng, n_in, n_out):
    return rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(6.0) / np.sqrt(n_in + n_out)


def xavier_by_rows(rng, n_in, n_out):
    limit = (6 / (n_in + n_out)) ** 0.5
    return [rng.uniform(-limit, limit, n_out) for _ in range(n_in)]


def xavier_transposed(rng, n_in, n_out):
    limit = np.sqrt(6 / (n_out + n_in))
    return rng.uniform(low=-limit, high=limit, size=(n_out, n_in)).T


def xavier_in_float32(rng, n_in, n_out):
    r = np.float32(np.sqrt(6 / (n_in + n_out)))
    return (rng.random((n_in, n_out), dtype=np.float32) - np.float32(0.5)) * 2 * r


def xavier_from_a_deviation(rng, n_in, n_out):
    deviation = math.sqrt(2 / (n_in + n_out))
    half = deviation * math.sqrt(3)
    return half - 2 * half * rng.random(size=(n_in, n_out))


# train.softsign


def softsign_with_where(x):
    positive = np.where(x < 0, -x, x)
    return x / (1 + positive), 1 / (1 + positive) ** 2


def softsign_from_its_value(x):
    y = x / (1 + abs(x))
    return y, (1 - abs(y)) ** 2


def softsign_by_a_power(x):
    return x * (1 + np.abs(x)) ** -1, (1 + np.abs(x)) ** -2


def softsign_with_a_sign(x):
    size = 1 + x * np.sign(x)
    return np.divide(x, size), 1 / (size * size)


def softsign_by_loops(x):
    y, slope = np.zeros(x.shape), np.zeros(x.shape)
    for k in np.ndindex(x.shape):
        y[k] = x[k] / (1 + math.fabs(x[k]))
        slope[k] = 1 / (1 + math.fabs(x[k])) ** 2
    return y, slope


def softsign_as_lists(x):
    size = np.hypot(x, 0) + 1
    return [(x / size).tolist(), (size**-2.0).tolist()]


VARIANTS = {
    "train.standardise": [
        standardise_with_a_helper,
        standardise_by_hand,
        standardise_with_ddof_zero,
        standardise_on_copies,
        standardise_by_the_root_of_the_variance,
        standardise_in_one_piece,
    ],
    "train.early_stopping": [
        stopping_with_a_counter,
        stopping_with_while,
        stopping_with_running_minima,
        stopping_with_numpy_integers,
        stopping_by_windows,
    ],
    "train.dropout": [
        dropout_with_where,
        dropout_with_uniform,
        dropout_with_a_binomial,
        dropout_by_a_loop,
        dropout_with_choice,
        dropout_in_float32,
    ],
    "train.momentum_step": [
        momentum_named,
        momentum_on_copies,
        momentum_step_by_step,
        momentum_as_lists,
        momentum_as_a_dict,
    ],
    "train.adagrad_step": [
        adagrad_with_square,
        adagrad_by_rates,
        adagrad_on_copies,
        adagrad_by_a_loop,
        adagrad_as_a_dict,
    ],
    "train.rmsprop_step": [
        rmsprop_with_square,
        rmsprop_by_a_difference,
        rmsprop_on_copies,
        rmsprop_with_average,
        rmsprop_as_lists,
    ],
    "train.adam_step": [
        adam_in_one_line,
        adam_with_eps_scaled,
        adam_on_copies,
        adam_with_corrections_first,
        adam_by_a_loop,
    ],
    "train.xavier_uniform": [
        xavier_by_scaling,
        xavier_in_one_line,
        xavier_by_rows,
        xavier_transposed,
        xavier_in_float32,
        xavier_from_a_deviation,
    ],
    "train.softsign": [
        softsign_with_where,
        softsign_from_its_value,
        softsign_by_a_power,
        softsign_with_a_sign,
        softsign_by_loops,
        softsign_as_lists,
    ],
}
