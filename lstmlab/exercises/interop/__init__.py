"""Chapter 14, other libraries: its exercises in the order of the chapter."""

from lstmlab.exercises.interop import from_keras_lstm, to_pytorch_lstm

EXERCISES = [
    to_pytorch_lstm.EXERCISE,
    from_keras_lstm.EXERCISE,
]
