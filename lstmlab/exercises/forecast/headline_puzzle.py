"""Chapter 10, forecasting a real series: its exercises in the order of the chapter, and the headline puzzle."""

from lstmlab.exercises.specification import Puzzle


def _unmet(**controls):
    # The figure owns the models and their forecasts; it is loaded only when the puzzle is checked.
    from lstmlab.figures.forecast_explorer import ForecastExplorer

    return ForecastExplorer.unmet(**controls)


PUZZLE = Puzzle(
    name="forecast.headline_puzzle",
    title="A headline for the LSTM",
    chapter=10,
    points=1,
    section=("forecast-headline", "How to get a headline"),
    figure="ForecastExplorer",
    task="Be dishonest: choose the window, the first month and a horizon of at least three months so that the LSTM "
    "beats both rules.",
    start={"model": "lstm", "window": 6, "start": 7, "horizon": 6},
    solution={"model": "lstm", "window": 6, "start": 1, "horizon": 3},
    unmet=_unmet,
    hints=(
        "In which months of 2024 are both rules wrong by much?",
        "Go back to the first months of the year, and keep the horizon short.",
    ),
)
