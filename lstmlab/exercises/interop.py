"""Chapter 12, other libraries: its exercises in the order of the chapter."""

from lstmlab.exercises import interop_keras, interop_pytorch

EXERCISES = [interop_pytorch.EXERCISE, interop_keras.EXERCISE]
