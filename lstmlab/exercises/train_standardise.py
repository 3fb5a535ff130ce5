"""Exercise train.standardise: mean 0 and standard deviation 1, by the statistics of the training part alone."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def standardise(train, test):
    mean = train.mean(axis=0)
    std = train.std(axis=0)
    return (train - mean) / std, (test - mean) / std, mean, std


def _everything(train, test):
    both = np.concatenate([train, test])
    mean, std = both.mean(axis=0), both.std(axis=0)
    return (train - mean) / std, (test - mean) / std, mean, std


def _each_by_itself(train, test):
    mean, std = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / std, (test - test.mean(axis=0)) / test.std(axis=0), mean, std


def _by_the_test(train, test):
    mean, std = test.mean(axis=0), test.std(axis=0)
    return (train - mean) / std, (test - mean) / std, mean, std


def _to_zero_and_one(train, test):
    low, span = train.min(axis=0), train.max(axis=0) - train.min(axis=0)
    return (train - low) / span, (test - low) / span, low, span


def _rows(train, test):
    def one(x):
        mean, std = x.mean(axis=-1, keepdims=True), x.std(axis=-1, keepdims=True)
        return (x - mean) / std

    return one(train), one(test), train.mean(axis=-1), train.std(axis=-1)


def _not_about_the_mean(train, test):
    mean, std = train.mean(axis=0), np.sqrt((train**2).mean(axis=0))
    return (train - mean) / std, (test - mean) / std, mean, std


def _train_overwritten(train, test):
    train = (train - train.mean(axis=0)) / train.std(axis=0)
    mean, std = train.mean(axis=0), train.std(axis=0)
    return train, (test - mean) / std, mean, std


def _changed(train, test):
    mean, std = train.mean(axis=0), train.std(axis=0)
    for part in (train, test):
        part -= mean
        part /= std
    return train, test, mean, std


def _statistics_afterwards(train, test):
    new = (train - train.mean(axis=0)) / train.std(axis=0)
    return new, (test - train.mean(axis=0)) / train.std(axis=0), new.mean(axis=0), new.std(axis=0)


def _epsilon(size):
    def standardise(train, test):
        mean, std = train.mean(axis=0), train.std(axis=0) + size
        return (train - mean) / std, (test - mean) / std, mean, std

    return standardise


def _data(rng, *shape, dtype=np.float64):
    # Away from zero and from one, or what is left out would not show. float32 keeps few digits of a large mean.
    centre, size = 3 * numbers(rng, *shape[1:]) + 2, 1 + np.abs(3 * numbers(rng, *shape[1:]))
    return (centre + size * numbers(rng, *shape)).astype(dtype)


def _cases(rng):
    yield Case({"train": _data(rng, 7, 3), "test": _data(rng, 5, 3)}, "random numbers")
    yield Case({"train": _data(rng, 6, 2, dtype=np.float32), "test": _data(rng, 4, 2, dtype=np.float32)}, "float32")
    yield Case({"train": _data(rng, 4, 5), "test": _data(rng, 9, 5)}, "a test part longer than the training part")
    yield Case({"train": _data(rng, 8), "test": _data(rng, 3)}, "a series: one number a row")
    yield Case({"train": _data(rng, 3, 1), "test": _data(rng, 1, 1)}, "one column, one row to test")
    yield Case({"train": 1e-3 * _data(rng, 6, 2), "test": 1e-3 * _data(rng, 4, 2)}, "small numbers")


_PART = "Which part of the data may your mean and standard deviation know?"

EXERCISE = Exercise(
    name="train.standardise",
    title="Standardise by the training part",
    chapter=8,
    points=1,
    section=("training-normalising", "Normalising the data"),
    arguments={"train": "N D or N", "test": "M D or M"},
    returns=(("train", "N D or N"), ("test", "M D or M"), ("mean", None), ("std", None)),
    cases=_cases,
    worked=standardise,
    tested="random numbers of unequal sizes, a series, a single column, small numbers, float64 and float32",
    mistakes=(
        Mistake(
            name="statistics-of-everything",
            behaves_like="one that takes mean and standard deviation of the training and the test part together",
            question=_PART,
            pointer="The test part stands for data that nobody has seen yet. Not even its mean is known.",
            function=_everything,
        ),
        Mistake(
            name="test-by-itself",
            behaves_like="one that standardises the test part by its own mean and standard deviation",
            question="The same temperature stands in both parts. Does it become the same number in both?",
            pointer="One rule for both parts, made from the training part.",
            function=_each_by_itself,
        ),
        Mistake(
            name="test-mean-by-itself",
            behaves_like="one that subtracts the test part's own mean, and divides by the training part's std",
            question="The same temperature stands in both parts. Does it become the same number in both?",
            pointer="One rule for both parts, made from the training part.",
            edits=(("(test - mean)", "(test - test.mean(axis=0))"),),
        ),
        Mistake(
            name="train-overwritten",
            behaves_like="one that overwrites `train` first, and then takes its mean and its std",
            question="Which numbers does the name `train` hold when its mean is taken?",
            pointer="Compute mean and std once, before anything is overwritten.",
            function=_train_overwritten,
        ),
        Mistake(
            name="statistics-of-the-test",
            behaves_like="one that takes mean and standard deviation of the test part",
            question=_PART,
            pointer="Look at which array stands before `.mean` and `.std`.",
            function=_by_the_test,
        ),
        Mistake(
            name="divisor-n-minus-one",
            behaves_like="one that divides by n - 1 in the standard deviation",
            question="Which divisor does `ddof=1` give, and which one does the exercise ask for?",
            pointer="Here the sum of squares is divided by n, as `np.std` does without options.",
            edits=(("train.std(axis=0)", "train.std(axis=0, ddof=1)"),),
        ),
        Mistake(
            name="one-mean-for-all-columns",
            behaves_like="one that takes a single mean of all columns together",
            question="A column in degrees and one in millimetres: should they share a mean?",
            pointer="Which axis does your mean go along? There is one mean for each column.",
            edits=(("train.mean(axis=0)", "train.mean()"),),
        ),
        Mistake(
            name="one-std-for-all-columns",
            behaves_like="one that takes a single standard deviation of all columns together",
            question="A column in degrees and one in millimetres: should they share a standard deviation?",
            pointer="Which axis does your standard deviation go along? There is one for each column.",
            edits=(("train.std(axis=0)", "train.std()"),),
        ),
        Mistake(
            name="rows-standardised",
            behaves_like="one that standardises each row instead of each column",
            question="What is a row of the data, and what is a column?",
            pointer="A row is a sample. The mean goes over the samples: axis 0.",
            function=_rows,
        ),
        Mistake(
            name="variance",
            behaves_like="one that divides by the variance",
            question="What unit does the variance of temperatures have?",
            pointer="Degrees divided by degrees leave a plain number. One root is missing.",
            edits=(("train.std(axis=0)", "train.var(axis=0)"),),
        ),
        Mistake(
            name="not-about-the-mean",
            behaves_like="one that squares the numbers themselves, and not their distances from the mean",
            question="All temperatures are 20 degrees. What is their standard deviation?",
            pointer="In the formula the mean is subtracted before the square.",
            function=_not_about_the_mean,
        ),
        Mistake(
            name="not-centred",
            behaves_like="one that divides by the standard deviation and does not subtract the mean",
            question="What is the mean of your standardised training part?",
            pointer="Two steps are needed, and the first is missing.",
            edits=(("(train - mean)", "train"), ("(test - mean)", "test")),
        ),
        Mistake(
            name="not-divided",
            behaves_like="one that subtracts the mean and does not divide by the standard deviation",
            question="What is the standard deviation of your standardised training part?",
            pointer="Two steps are needed, and the second is missing.",
            edits=(("(train - mean) / std", "train - mean"), ("(test - mean) / std", "test - mean")),
        ),
        Mistake(
            name="multiplied",
            behaves_like="one that multiplies by the standard deviation",
            question="What is the standard deviation of your standardised training part?",
            pointer="A wide column has to become narrower.",
            edits=(("(train - mean) / std", "(train - mean) * std"), ("(test - mean) / std", "(test - mean) * std")),
        ),
        Mistake(
            name="brackets-left-out",
            behaves_like="one that computes x - mean / std: the division comes before the difference",
            question="In which order does Python compute `x - mean / std`?",
            pointer="Brackets are needed around the difference.",
            edits=(("(train - mean) / std", "train - mean / std"), ("(test - mean) / std", "test - mean / std")),
        ),
        Mistake(
            name="test-left-as-it-is",
            behaves_like="one that standardises the training part and returns the test part as it came",
            question="The network has learnt from standardised numbers. Which numbers will it be tested with?",
            pointer="The same rule is applied to both parts.",
            edits=(("(test - mean) / std", "test + 0"),),
        ),
        Mistake(
            name="zero-to-one",
            behaves_like="one that maps the range of the training part to 0 ... 1",
            question="Which two numbers of a column decide your rule? Which two does the exercise ask for?",
            pointer="Minimum and maximum make another normalisation. Here it is mean and standard deviation.",
            function=_to_zero_and_one,
        ),
        Mistake(
            name="mean-and-std-exchanged",
            behaves_like="one that returns std before mean",
            question="In which order does the exercise name what it asks for?",
            pointer="Look at what stands after `return`.",
            edits=(("mean, std", "std, mean"),),
        ),
        Mistake(
            name="train-and-test-exchanged",
            behaves_like="one that returns the test part before the training part",
            question="In which order does the exercise name what it asks for?",
            pointer="Look at what stands after `return`.",
            edits=(("(train - mean) / std, (test - mean) / std", "(test - mean) / std, (train - mean) / std"),),
        ),
        Mistake(
            name="statistics-afterwards",
            behaves_like="one that returns mean and standard deviation of the numbers that are already standardised",
            question="What could somebody do with a mean of 0 and a standard deviation of 1?",
            pointer="The caller needs them to turn forecasts back into degrees.",
            function=_statistics_afterwards,
        ),
        Mistake(
            name="epsilon",
            behaves_like="one that adds a small number to the standard deviation",
            question="Is your standard deviation exactly that of the training part?",
            pointer="Nothing is added in this exercise. No column is constant.",
            function=_epsilon(1e-8),
            others=(_epsilon(1e-7), _epsilon(1e-6), _epsilon(1e-5)),
        ),
        Mistake(
            name="changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's arrays",
            question="What do the caller's arrays hold after your function has returned?",
            pointer="`train -= mean` writes into what the caller handed over. `train - mean` makes a new array.",
            function=_changed,
        ),
    ),
)
