"""Chapter 10, forecasting a real series: its exercises about a river that is fed by snow."""

from lstmlab.exercises.river import nse, snow_step

EXERCISES = [snow_step.EXERCISE, nse.EXERCISE]
