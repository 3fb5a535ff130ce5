"""A river fed by snow: precipitation and temperature of each day in, the flow of the river out.

What falls as snow in December runs off in May. The weather of the last days does not tell the flow: somebody has to
remember how much snow there is. Four stores of water lie between the sky and the river, all in mm (litres on a square
metre), all flows in mm a day, temperatures in degrees Celsius:

    snow   below 0 degrees precipitation P joins it; otherwise melt_rate T of it melts, no more than there is:
               T < 0:  S += P,  water = 0
               else:   melt = min(S, melt_rate T),  S -= melt,  water = P + melt
    soil   takes up water, the less the fuller it is; what it does not take goes on:
               on = water (M / capacity)^beta,  M += water - on;  what is above the capacity goes on too
           and loses some to the air:
               loss = min(M, evaporation max(T, 0) min(1, M / (half of the capacity))),  M -= loss
    upper  U += on;  a part seeps down:  seep = min(U, percolation);  of the rest k_upper runs off on the same day
    lower  L += seep;  k_lower of it runs off on the same day

    flow = k_upper U + k_lower L

Nothing is lost: what has fallen has run off, has gone to the air, or is in a store.

Real rivers have slopes, lakes and forests, and gauges that err. Here the stores are known, and one can look whether a
network that has seen only weather and flow has built one of its own.

Sources: the four stores are those of the HBV model, made small: S. Bergstrom, "Development and application of a
conceptual runoff model for Scandinavian catchments", SMHI Report RHO 7 (1976). Melt by degree-days is older; a review:
R. Hock, "Temperature index melt modelling in mountain areas", Journal of Hydrology 282 (2003), 104-115. Days that are
wet or dry by a chain of two states: C. W. Richardson, "Stochastic simulation of daily precipitation, temperature, and
solar radiation", Water Resources Research 17 (1981), 182-190. An LSTM in the place of such a model: F. Kratzert et al.,
"Rainfall-runoff modelling using Long Short-Term Memory (LSTM) networks", Hydrology and Earth System Sciences 22 (2018),
6005-6022.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.shapes import (
    Array,
    as_numbers,
    bind,
    check_dtype,
    check_fields,
    check_finite,
    check_generator,
    check_int,
    check_no_nan,
    check_positive,
)

YEAR = 365  # days; a year here begins on 1 October, as hydrologists count it, when there is no snow
COLDEST = 110  # the day of the year that is coldest on average: in the middle of January

# The weather: temperatures swing about their mean and wander around that course; days are wet in spells.
SWING, WANDER, STAYS = 12.0, 3.0, 0.8
WET_AFTER_DRY, WET_AFTER_WET, MEAN_AMOUNT = 0.25, 0.6, 6.0


class Catchment(NamedTuple):
    """The land that feeds a river.

    melt_rate: mm a day and degree; capacity: of the soil, mm; beta: how much sooner a full soil lets water on;
    evaporation: mm a day and degree; percolation: mm a day; k_upper, k_lower: the part that runs off in a day.
    """

    melt_rate: float = 3.0
    capacity: float = 150.0
    beta: float = 2.0
    evaporation: float = 0.18
    percolation: float = 1.5
    k_upper: float = 0.3
    k_lower: float = 0.03


class Stores(NamedTuple):
    """Water that lies somewhere, mm: snow, soil, upper and lower, each (N,), or (T, N) at the end of each day."""

    snow: Array
    soil: Array
    upper: Array
    lower: Array


class Years(NamedTuple):
    """xs (T, N, 2), precipitation and temperature; flow (T, N, 1); loss (T, N), to the air; stores (T, N) each."""

    xs: Array
    flow: Array
    loss: Array
    stores: Stores


def batch(
    rng: np.random.Generator,
    n: int,
    length: int,
    mean_temperature: float = 3.0,
    catchment: Catchment | None = None,
    dtype: Any = np.float64,
) -> Years:
    """n series of one river, each with weather of its own, from 1 October on. The stores begin half full, without snow.

    Args:
        rng: decides the weather.
        n: series, N.
        length: days in each, T.
        mean_temperature: over the year. At 3 degrees snow lies from December to April; at 16 hardly any falls.
        catchment: the land; the one of the defaults if left out.
        dtype: of xs and flow.

    Returns:
        `Years`.

    Raises:
        ValueError: n or length below 1, a temperature that is not finite; TypeError: not integers, not a Catchment.
    """
    check_dtype(dtype=dtype)
    xs = weather(rng, n, length, mean_temperature)
    years = run(xs, catchment)
    return years._replace(xs=xs.astype(dtype), flow=years.flow.astype(dtype))


def weather(rng: np.random.Generator, n: int, length: int, mean_temperature: float = 3.0) -> Array:
    """Precipitation (mm a day) and temperature (degrees Celsius) of n places: xs (T, N, 2).

        T_t = mean - 12 cos(2 pi (t - 110) / 365) + a_t,    a_t = 0.8 a_{t-1} + noise, of standard deviation 3

    A day is wet with the chance 0.6 after a wet day and 0.25 after a dry one; a wet day brings 6 mm on average, drawn
    from an exponential distribution. Temperature and precipitation do not know of each other.

    Raises:
        ValueError, TypeError: as in `batch`.
    """
    check_generator(rng=rng)
    check_int(1, n=n, length=length)
    check_finite(mean_temperature=mean_temperature)
    course = mean_temperature - SWING * np.cos(2 * np.pi * (np.arange(length) - COLDEST) / YEAR)
    noise = rng.normal(size=(length, n)) * WANDER
    chance = rng.random((length, n))
    amounts = rng.exponential(MEAN_AMOUNT, size=(length, n))
    away, wet = noise[0], chance[0] < WET_AFTER_DRY
    xs = np.empty((length, n, 2))
    for t in range(length):
        if t > 0:
            away = STAYS * away + np.sqrt(1 - STAYS**2) * noise[t]
            wet = chance[t] < np.where(wet, WET_AFTER_WET, WET_AFTER_DRY)
        xs[t, :, 0] = np.where(wet, amounts[t], 0)
        xs[t, :, 1] = course[t] + away
    return xs


def snow_step(snow: Any, precipitation: Any, temperature: Any, melt_rate: float) -> tuple[Array, Array]:
    """One day of the snow store: the snow in the evening, mm, and the water that leaves it, mm.

        T < 0:  snow + P,     0
        else:   snow - melt,  P + melt,    melt = min(snow, melt_rate T)

    Args:
        snow, precipitation, temperature: numbers, or arrays of one shape.
        melt_rate: mm a day and degree, above 0.

    Raises:
        ValueError: shapes that differ, a melt rate that is not above 0; TypeError: no numbers.
    """
    check_positive(melt_rate=melt_rate)
    snow, precipitation = as_numbers(snow=snow), as_numbers(precipitation=precipitation)
    temperature = as_numbers(temperature=temperature)
    for name, value in (("precipitation", precipitation), ("temperature", temperature)):
        if value.shape != snow.shape:
            raise ValueError(f"{name}: expected the shape of snow, {snow.shape}, got {value.shape}")
    return _snow(snow, precipitation, temperature, melt_rate)


def run(xs: Array, catchment: Catchment | None = None) -> Years:
    """What a catchment makes of weather: the flow, and what its stores hold at the end of each day.

    Args:
        xs: (T, N, 2), precipitation and temperature.
        catchment: the one of the defaults if left out.

    Raises:
        ValueError: xs is not (T, N, 2), has no days, or negative precipitation; TypeError: not an array, another
            catchment.
    """
    if bind(xs=(xs, "T N 2"))["T"] == 0:
        raise ValueError(f"xs: expected at least one day, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    land = _land(catchment)
    if (xs[..., 0] < 0).any():
        raise ValueError(f"xs: expected precipitation of at least 0, got {xs[..., 0].min()}")
    n_days, n, _ = xs.shape
    flow, loss, held = np.empty((n_days, n, 1)), np.empty((n_days, n)), np.empty((4, n_days, n))
    stores = first_stores(n, land)
    for t, (precipitation, temperature) in enumerate(xs.transpose(0, 2, 1)):
        stores, flow[t, :, 0], loss[t] = _day(stores, precipitation, temperature, land)
        held[:, t] = stores
    return Years(xs, flow, loss, Stores(*held))


def first_stores(n: int, catchment: Catchment | None = None) -> Stores:
    """The stores of n series before the first day: a soil that is half full, and nothing else.

    Raises:
        ValueError: n below 1; TypeError: not an integer.
    """
    check_int(1, n=n)
    return Stores(np.zeros(n), np.full(n, _land(catchment).capacity / 2), np.zeros(n), np.zeros(n))


def nse(y: Array, yhat: Array) -> float:
    """The Nash-Sutcliffe efficiency of forecasts yhat of y, arrays of one shape.

        1 - sum (y - yhat)^2 / sum (y - mean y)^2

    1 is perfect, 0 is as good as always saying the mean, and there is no lower end. Source: J. E. Nash and J. V.
    Sutcliffe, "River flow forecasting through conceptual models part I", Journal of Hydrology 10 (1970), 282-290.

    Raises:
        ValueError: shapes that differ, no numbers, a y that never changes.
    """
    y, yhat = as_numbers(y=y), as_numbers(yhat=yhat)
    if y.shape != yhat.shape or y.size == 0:
        raise ValueError(f"yhat: expected the shape of y and at least one number, got {yhat.shape} for y {y.shape}")
    if y.min() == y.max():
        raise ValueError(f"y: expected numbers that differ, got {y.flat[0]} throughout")
    return float(1 - np.sum((y - yhat) ** 2) / np.sum((y - y.mean()) ** 2))


def draw_catchment(rng: np.random.Generator) -> Catchment:
    """Another river: every number of the catchment is up to a quarter smaller or larger than the default.

    Raises:
        TypeError: rng is not a generator.
    """
    check_generator(rng=rng)
    return Catchment(
        *(float(value * factor) for value, factor in zip(Catchment(), rng.uniform(0.75, 1.25, 7), strict=True))
    )


def _land(catchment: Catchment | None) -> Catchment:
    land = Catchment() if catchment is None else catchment
    check_fields(Catchment, catchment=land)
    check_positive(**land._asdict())
    return land


def _snow(snow: Array, precipitation: Array, temperature: Array, melt_rate: float) -> tuple[Array, Array]:
    frost = temperature < 0
    melt = np.minimum(snow, melt_rate * temperature)
    return np.where(frost, snow + precipitation, snow - melt), np.where(frost, 0, precipitation + melt)


def _day(before: Stores, precipitation: Array, temperature: Array, land: Catchment) -> tuple[Stores, Array, Array]:
    snow, water = _snow(before.snow, precipitation, temperature, land.melt_rate)
    on = water * (before.soil / land.capacity) ** land.beta
    soil = before.soil + water - on
    over = np.maximum(soil - land.capacity, 0)
    soil, on = soil - over, on + over
    loss = np.minimum(soil, land.evaporation * np.maximum(temperature, 0) * np.minimum(1, soil / (0.5 * land.capacity)))
    soil = soil - loss
    upper = before.upper + on
    seep = np.minimum(upper, land.percolation)
    upper, lower = upper - seep, before.lower + seep
    fast, slow = land.k_upper * upper, land.k_lower * lower
    return Stores(snow, soil, upper - fast, lower - slow), fast + slow, loss
