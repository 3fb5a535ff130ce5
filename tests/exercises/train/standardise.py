"""train.standardise: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.standardise")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def standardise_with_a_helper(train, test):
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)

    def scaled(x):
        return (x - mean) / std

    return scaled(train), scaled(test), mean, std


@right
def standardise_by_hand(train, test):
    n = len(train)
    mean = sum(train) / n
    std = np.sqrt(sum((row - mean) ** 2 for row in train) / n)
    return [(row - mean) / std for row in train], [(row - mean) / std for row in test], mean, std


@right
def standardise_with_ddof_zero(train, test):
    mean = train.mean(0)
    std = train.std(0, ddof=0)
    return np.divide(train - mean, std), np.divide(test - mean, std), mean, std


@right
def standardise_on_copies(train, test):
    new_train, new_test = train.copy(), test.copy()
    mean, std = train.mean(axis=0), train.std(axis=0)
    for part in (new_train, new_test):
        part -= mean
        part /= std
    return new_train, new_test, mean, std


@right
def standardise_by_the_root_of_the_variance(train, test):
    mean = train.mean(axis=0)
    std = train.var(axis=0) ** 0.5
    return {"train": (train - mean) / std, "test": (test - mean) / std, "mean": mean, "std": std}


@right
def standardise_in_one_piece(train, test):
    mean, std = train.mean(axis=0), train.std(axis=0)
    both = (np.concatenate([train, test]) - mean) / std
    return both[: len(train)], both[len(train) :], mean, std


@wrong("statistics-of-everything")
def _(train, test):
    series = np.concatenate((train, test), axis=0)
    mean, std = np.mean(series, axis=0), np.std(series, axis=0)
    series = (series - mean) / std
    return series[: len(train)], series[len(train) :], mean, std


@wrong("test-by-itself")
def _(train, test):
    def normal(x):
        return (x - np.mean(x, axis=0)) / np.std(x, axis=0)

    return normal(train), normal(test), np.mean(train, axis=0), np.std(train, axis=0)


@wrong("divisor-n-minus-one")
def _(train, test):
    mean = train.mean(axis=0)
    std = np.sqrt(((train - mean) ** 2).sum(axis=0) / (len(train) - 1 or np.nan))
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong(says="mean")
def _(train, test):
    mean, std = train.mean(), train.std()
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong("brackets-left-out")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    return train - mean / std, test - mean / std, mean, std


@wrong("changed-in-place", says="in place")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    train -= mean
    train /= std
    test -= mean
    test /= std
    return train, test, mean, std


@wrong(says="4 values are asked for")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    return (train - mean) / std, (test - mean) / std


@wrong(says="shape")
def _(train, test):
    mean, std = train.mean(axis=0, keepdims=True), train.std(axis=0, keepdims=True)
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong("epsilon")
def _(train, test):
    mean, std = train.mean(0), train.std(0)
    return (train - mean) / (std + 1e-8), (test - mean) / (std + 1e-8), mean, std + 1e-8


@wrong("not-about-the-mean")
def _(train, test):
    mean = train.mean(axis=0)
    std = np.sqrt((train**2).mean(axis=0))
    return (train - mean) / std, (test - mean) / std, mean, std


@wrong("train-overwritten")
def _(train, test):
    train = (train - train.mean(axis=0)) / train.std(axis=0)
    test = (test - train.mean(axis=0)) / train.std(axis=0)
    return train, test, train.mean(axis=0), train.std(axis=0)


@wrong("test-mean-by-itself")
def _(train, test):
    mean = train.mean(axis=0)
    std = train.std(axis=0)
    return (train - mean) / std, (test - test.mean(axis=0)) / std, mean, std


@wrong("clipped")
def _(train, test):
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)
    return np.clip((train - mean) / std, -5, 5), np.clip((test - mean) / std, -5, 5), mean, std


@wrong("test-std-by-itself")
def _(train, test):
    mean = np.mean(train, axis=0)
    train, test = train - mean, test - mean
    return train / np.std(train, axis=0), test / np.std(test, axis=0), mean, np.std(train, axis=0)
