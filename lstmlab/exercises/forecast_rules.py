"""Exercises forecast.seasonal_naive and forecast.climatology: two rules that know the calendar, and nothing else."""

import numpy as np

from lstmlab.exercises import forecast_rules_whole as whole
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def seasonal_naive(series, period, horizon):
    last = np.array(series[len(series) - period :])
    return np.array([last[h % period] for h in range(horizon)])


def climatology(series, period, horizon):
    means = np.array([series[phase::period].mean() for phase in range(period)])
    return np.array([means[(len(series) + h) % period] for h in range(horizon)])


def _cases(rng):
    yield Case({"series": numbers(rng, 17), "period": 5, "horizon": 3}, "a series that ends within a period")
    yield Case({"series": numbers(rng, 12), "period": 4, "horizon": 11}, "a horizon longer than two periods")
    yield Case({"series": numbers(rng, 19), "period": 4, "horizon": 6}, "an end within a period, and a long horizon")
    yield Case({"series": numbers(rng, 13, dtype=np.float32), "period": 4, "horizon": 6}, "float32 numbers")
    yield Case({"series": numbers(rng, 31), "period": 12, "horizon": 1}, "one step ahead")
    yield Case({"series": numbers(rng, 7), "period": 7, "horizon": 9}, "a series of one period")
    yield Case({"series": numbers(rng, 9), "period": 1, "horizon": 4}, "a period of one step")
    yield Case({"series": numbers(rng, 18), "period": 6, "horizon": 6}, "a horizon of exactly one period")


NAIVE = Exercise(
    name="forecast.seasonal_naive",
    title="As in the last period",
    chapter=9,
    points=1,
    section=("forecast-rules", "Rules first"),
    arguments={"series": "T", "period": None, "horizon": None},
    returns="K",
    cases=_cases,
    worked=seasonal_naive,
    tested="series that end within a period, horizons shorter and longer than the period, a series of one period, a "
    "period of one step, in float64 and float32",
    mistakes=(
        Mistake(
            name="longer-than-a-period",
            behaves_like="one that ends after one period, however long the horizon is",
            question="The period is 4 and the horizon is 11: how many numbers do you return?",
            pointer="After one period the last period begins again. Use the remainder of a division, `%`.",
            function=whole.at_most_a_period,
        ),
        Mistake(
            name="first-period",
            behaves_like="one that repeats the first period of the series in place of the last one",
            question="Which year is 'last year'?",
            pointer="Look at which end of the series your slice takes.",
            edits=(("series[len(series) - period :]", "series[:period]"),),
        ),
        Mistake(
            name="phase-from-the-start",
            behaves_like="one that takes the right period and begins with the wrong month: its phase counts from the "
            "start of the series",
            question="The series ends in June. Which month is your first forecast for, and whose value is it?",
            pointer="The first forecast is the value one period before it: the oldest of the last `period` values.",
            edits=(("last[h % period]", "last[(len(series) + h) % period]"),),
        ),
        Mistake(
            name="one-step-late",
            behaves_like="one that is a step too far: its first forecast is what belongs to the second",
            question="Series 1, 2, 3, 4, 5, 6 with period 3: what comes next?",
            pointer="Does your first h start at 0, or at 1?",
            edits=(("h % period", "(h + 1) % period"),),
            others=(whole.slice_one_short,),
        ),
        Mistake(
            name="one-step-early",
            behaves_like="one that is a step behind: its first forecast is the last value itself",
            question="Series 1, 2, 3, 4, 5, 6 with period 3: what comes next?",
            pointer="The value one period before the first forecast stands at index len(series) - period.",
            edits=(("h % period", "(h - 1) % period"),),
        ),
        Mistake(
            name="as-the-last-value",
            behaves_like="one that repeats the last value: naive, and not seasonal",
            question="What does your function forecast for January if the series ends in July?",
            pointer="Go back one period, not one step.",
            edits=(("last[h % period]", "series[len(series) - 1]"),),
        ),
        Mistake(
            name="one-value-repeated",
            behaves_like="one that repeats a single value of the last period",
            question="Series 1, 2, 3, 4, 5, 6 with period 3: what comes next, and what comes after that?",
            pointer="`np.repeat` repeats each value. A period is repeated as a whole.",
            edits=(("last[h % period]", "last[0]"),),
        ),
        Mistake(
            name="last-horizon-values",
            behaves_like="one that returns the last values of the series, as many as the horizon has",
            question="The period is 12 and the horizon 6. How far back lies the first value that you take?",
            pointer="Go back one period, and take the horizon's values from there.",
            function=whole.last_horizon_values,
        ),
        Mistake(
            name="runs-into-the-start",
            behaves_like="one that runs past the end of the series and goes on at its very beginning",
            question="In Python, which value is series[-1], and which series[0]?",
            pointer="A negative index that is counted up becomes 0. After one period the last period begins again.",
            edits=(("last[h % period]", "series[h - period]"),),
        ),
        Mistake(
            name="last-period-backwards",
            behaves_like="one that runs through the last period backwards",
            question="Series 1, 2, 3, 4, 5, 6 with period 3: what comes next?",
            pointer="The oldest of the last `period` values comes first.",
            edits=(("last[h % period]", "last[period - 1 - h % period]"),),
        ),
        Mistake(
            name="climatology-instead",
            behaves_like="a climatology: it takes the mean over all periods in place of the last one",
            question="How many years does 'as last year' look at?",
            pointer="One value, a period before. The mean over the periods is the next exercise.",
            function=whole.mean_of_all,
        ),
        Mistake(
            name="horizon-alone",
            behaves_like="one that returns the value at the horizon alone, and not all values up to it",
            question="How many numbers should come back for a horizon of 3?",
            pointer="Return every step from 1 to the horizon.",
            edits=(("for h in range(horizon)", "for h in [horizon - 1]"),),
        ),
        Mistake(
            name="last-step-missing",
            behaves_like="one that leaves out the last step",
            question="How many numbers should come back for a horizon of 3?",
            pointer="Count how often your loop runs.",
            edits=(("range(horizon)", "range(horizon - 1)"),),
        ),
    ),
)

CLIMATOLOGY = Exercise(
    name="forecast.climatology",
    title="The mean of this month",
    chapter=9,
    points=1,
    section=("forecast-rules", "Rules first"),
    arguments={"series": "T", "period": None, "horizon": None},
    returns="K",
    cases=_cases,
    worked=climatology,
    tested="series that end within a period, horizons shorter and longer than the period, a series of one period, a "
    "period of one step, in float64 and float32",
    mistakes=(
        Mistake(
            name="phase-from-the-start",
            behaves_like="one whose first forecast is always the mean of the first month of the series, wherever the "
            "series ends",
            question="The series ends in June. Which month is your first forecast for?",
            pointer="The step after the end has the index len(series). Its phase is the remainder by the period.",
            edits=(("(len(series) + h) % period", "h % period"),),
        ),
        Mistake(
            name="one-step-late",
            behaves_like="one that is a month too far: its first forecast is what belongs to the second",
            question="Which index does the first step after the end have?",
            pointer="The last value has the index len(series) - 1.",
            edits=(("len(series) + h", "len(series) + h + 1"),),
        ),
        Mistake(
            name="one-step-early",
            behaves_like="one that is a month behind: its first forecast is the mean of the month that has just ended",
            question="Which index does the first step after the end have?",
            pointer="The last value has the index len(series) - 1.",
            edits=(("len(series) + h", "len(series) - 1 + h"),),
        ),
        Mistake(
            name="mean-of-everything",
            behaves_like="one that forecasts the mean of the whole series for every month",
            question="Is a mean July as warm as a mean January?",
            pointer="One mean for each phase of the period: `series[phase::period]`.",
            edits=(("series[phase::period].mean()", "series.mean()"),),
        ),
        Mistake(
            name="unfinished-period-left-out",
            behaves_like="one that leaves out what comes after the last whole period",
            question="Does your July mean use the last July of the series?",
            pointer="Every value counts, also in a year that has not ended. `series[phase::period]` takes them all.",
            function=whole.whole_periods_alone,
        ),
        Mistake(
            name="oldest-values-left-out",
            behaves_like="one that leaves out the oldest values, so that whole periods are left",
            question="Does your January mean use the first January of the series?",
            pointer="Every value counts. `series[phase::period]` takes them all.",
            function=whole.oldest_left_out,
        ),
        Mistake(
            name="summed",
            behaves_like="one that adds the values of each month and does not divide by their number",
            question="Is a mean July as warm as nine Julys together?",
            pointer="Use the mean.",
            edits=(("series[phase::period].mean()", "series[phase::period].sum()"),),
        ),
        Mistake(
            name="divided-by-whole-periods",
            behaves_like="one that divides every sum by the number of whole periods, also where there is a value more",
            question="How many Januaries and how many Decembers does your series hold?",
            pointer="Divide each sum by the number of values that it holds.",
            edits=(("series[phase::period].mean()", "series[phase::period].sum() / (len(series) // period)"),),
        ),
        Mistake(
            name="median",
            behaves_like="one that takes the median of each month",
            question="Which of mean and median does the exercise ask for?",
            pointer="Use the mean.",
            edits=(("series[phase::period].mean()", "np.median(series[phase::period])"),),
        ),
        Mistake(
            name="seasonal-naive-instead",
            behaves_like="the seasonal naive rule: it looks at the last period alone",
            question="Over how many years do you take the mean?",
            pointer="Take all values of the same phase.",
            function=seasonal_naive,
        ),
        Mistake(
            name="longer-than-a-period",
            behaves_like="one that ends after one period, however long the horizon is",
            question="The period is 4 and the horizon is 11: how many numbers do you return?",
            pointer="After one period the means begin again. Use the remainder of a division, `%`.",
            edits=(("range(horizon)", "range(min(horizon, period))"),),
        ),
        Mistake(
            name="last-step-missing",
            behaves_like="one that leaves out the last step",
            question="How many numbers should come back for a horizon of 3?",
            pointer="Count how often your loop runs.",
            edits=(("range(horizon)", "range(horizon - 1)"),),
        ),
    ),
)
