"""The cells, a module each: `step` with its exact `step_backward` beside it.

Every recurrent cell has `Params` (its weights), `State` (a NamedTuple whose first array is h), `Cache`, `step` and
`step_backward`, so that lstmlab.unroll runs all of them alike; `zeros` and `count_parameters` know its shapes. A cell
with options has `variant`, which fixes them: `gru.variant(z_weighs="previous")` stands wherever a module stands.

    elman               the simple recurrent network: h = tanh(x W_x + h W_h + b)
    irnn                the same with h = max(0, ...), which starts as the identity
    lstm1997            the first LSTM: input and output gate, no forget gate
    lstm                the LSTM with a forget gate
    peephole            the LSTM whose gates see the cell
    ablation            the peephole LSTM with one of its parts taken out
    gru                 the gated recurrent unit, reset before the product
    gru_reset_after     the gated recurrent unit of PyTorch, reset after the product
    mingru, minlstm     their minimal forms, whose gates do not see h: linear in the state, so that all steps are
                        computed together (lstmlab.scan)

Beside them stand `feedforward`, a net without memory, and `tanh_unit`, one unit alone with its past.
"""
