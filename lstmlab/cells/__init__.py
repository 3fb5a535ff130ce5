"""The cells, a module each: `step` with its exact `step_backward` beside it.

Every recurrent cell has `Params` (its weights), `State` (a NamedTuple whose first array is h), `Cache`, `step` and
`step_backward`, so that lstmlab.unroll runs all of them alike.
"""
