"""Chapter 10, forecasting a real series: its exercises in the order of the chapter, and the headline puzzle."""

from lstmlab.exercises.forecast import climatology, feed_back, headline_puzzle, mae, make_windows, seasonal_naive, skill

EXERCISES = [
    seasonal_naive.EXERCISE,
    climatology.EXERCISE,
    make_windows.EXERCISE,
    feed_back.EXERCISE,
    mae.EXERCISE,
    skill.EXERCISE,
    headline_puzzle.PUZZLE,
]
