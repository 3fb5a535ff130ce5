"""Chapter 9, forecasting a real series: its exercises in the order of the chapter."""

from lstmlab.exercises import forecast_feedback, forecast_rules, forecast_scores, forecast_windows

EXERCISES = [
    forecast_rules.NAIVE,
    forecast_rules.CLIMATOLOGY,
    forecast_windows.EXERCISE,
    forecast_feedback.EXERCISE,
    forecast_scores.MAE,
    forecast_scores.SKILL,
]
