"""A right call of every public function, by its name: what the tests of edges spoil, one argument at a time.

`CALLS["losses.mse"]` is the function and its arguments by name. A new public function belongs here: a test says so.
"""

import inspect
import tempfile
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lstmlab import (
    attention,
    data,
    drawings,
    init,
    interop,
    kernels,
    layers,
    losses,
    network,
    ngrams,
    optim,
    scan,
    schedules,
    seq2seq,
    storage,
    tasks,
    text,
    unroll,
)
from lstmlab.cells import lstm
from lstmlab.training import History
from tools.book import public

T, N, D, H, K = 5, 3, 2, 4, 6

# Checks, exercises and figures have tests of their own for whatever comes in, and so has what says the errors.
ELSEWHERE = ("checking", "exercises", "figures", "puzzles", "shapes", "cells.arguments")


# Weights of an LSTM, for the functions that read files.
FOLDER = tempfile.TemporaryDirectory()
FILE = Path(FOLDER.name) / "weights.npz"


class Call(NamedTuple):
    """A function, and arguments by name with which it works."""

    function: Callable[..., Any]
    arguments: dict[str, Any]

    def run(self, **spoilt: Any) -> Any:
        """The result, whole: what is yielded is taken to its end."""
        given = {**self.arguments, **spoilt}
        kinds = {name: one.kind for name, one in inspect.signature(self.function).parameters.items()}
        first = [given.pop(name) for name, kind in kinds.items() if kind is kind.POSITIONAL_ONLY and name in given]
        several = next((name for name, kind in kinds.items() if kind is kind.VAR_POSITIONAL), "")
        if several:  # *arrays: all that stands before it has to come by position
            before = [name for name in list(kinds)[: list(kinds).index(several)] if name in given]
            first += [given.pop(name) for name in before]
            rest = given.pop(several, ())
            first += rest if isinstance(rest, (tuple, list)) else (rest,)
        return taken(self.function(*first, **given))


def taken(result: Any) -> Any:
    """A result without iterators, which do nothing until somebody asks."""
    return list(result) if isinstance(result, Iterator) else result


def public_functions() -> dict[str, Callable[..., Any]]:
    """Every public function of the package by its name without "lstmlab."."""
    return {
        f"{module[8:]}.{name}": value
        for module, found in public.modules().items()
        if module != "lstmlab" and not f"{module[8:]}.".startswith(tuple(f"{one}." for one in ELSEWHERE))
        for name, value in public.members(found).items()
        if not inspect.isclass(value)
    }


def numbers(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


def generator() -> np.random.Generator:
    return np.random.default_rng(0)


def weights(cell: Any) -> Any:
    return init.cell(generator(), cell, D, H)


def state(cell: Any) -> Any:
    return cell.State(*(numbers(N, H, seed=k) for k, _ in enumerate(cell.State._fields)))


def net() -> network.Params:
    return init.network(generator(), lstm, D, H, K)


def of_a_cell(cell: Any) -> dict[str, dict[str, Any]]:
    params, before = weights(cell), state(cell)
    after, cache = cell.step(params, numbers(N, D), before)
    sizes = {"n_in": D, "n_hidden": H}
    return {
        "step": {"params": params, "x": numbers(N, D), "state": before, "drop": np.ones((N, H))},
        "step_backward": {"params": params, "cache": cache, "dstate": after},
        "zeros": {**sizes, "dtype": np.float64},
        "count_parameters": sizes,
    } | ({"variant": defaults(cell.variant)} if hasattr(cell, "variant") else {})


def defaults(function: Callable[..., Any]) -> dict[str, Any]:
    return {name: one.default for name, one in inspect.signature(function).parameters.items()}


def arguments() -> dict[str, dict[str, Any]]:
    """Arguments of every public function."""
    from lstmlab.cells import (
        ablation,
        elman,
        feedforward,
        gru,
        gru_reset_after,
        irnn,
        lstm1997,
        mingru,
        minlstm,
        peephole,
    )
    from lstmlab.tasks import river

    cells = (ablation, elman, gru, gru_reset_after, irnn, lstm, lstm1997, mingru, minlstm, peephole)
    rng, xs, params = generator(), numbers(T, N, D), weights(lstm)
    storage.save(FILE, params)
    found: dict[str, dict[str, Any]] = {}
    for cell in cells:
        name = cell.__name__.split(".")[-1]
        found |= {f"cells.{name}.{what}": given for what, given in of_a_cell(cell).items()}
        found[f"init.{name}"] = {"rng": rng, "n_in": D, "n_hidden": H, "dtype": np.float64}
        if name in ("lstm", "peephole", "ablation", "minlstm"):
            found[f"init.{name}"]["forget_bias"] = 1.0
    found["init.irnn"]["scale"] = 1.0
    found["init.ablation"]["without"] = "NIG"
    for cell in (mingru, minlstm):
        gates = cell.coefficients(weights(cell), xs)[1]
        name = cell.__name__.split(".")[-1]
        found[f"cells.{name}.coefficients"] = {"params": weights(cell), "x": xs}
        found[f"cells.{name}.coefficients_backward"] = {
            "gates": gates,
            "da": numbers(T, N, H),
            "db": numbers(T, N, H, seed=1),
        }
    kept, written, before = 0.5 * numbers(T, N, H), numbers(T, N, H, seed=1), numbers(N, H)
    of_pairs = {"cell": lstm, "params": pairs_net(), "attention": True}
    looked = {"keys": numbers(7, N, H, seed=1), "values": numbers(7, N, K, seed=2)}
    two_layers = init.feedforward(rng, D, H, K)
    packed = {"W_x": numbers(D, 4 * H), "W_h": numbers(H, 4 * H), "b": numbers(4 * H)}
    sizes = {"n_in": D, "n_hidden": H, "n_out": K}
    found |= {
        "cells.lstm1997.count_block_network": {"n_in": 7, "n_out": 7, "n_blocks": 4, "n_cells": 1, "biases": "all"},
        "cells.feedforward.forward": {"params": two_layers, "x": numbers(N, D)},
        "cells.feedforward.backward": {
            "params": two_layers,
            "cache": feedforward.forward(two_layers, numbers(N, D))[1],
            "dy": numbers(N, K),
        },
        "cells.feedforward.count_parameters": {"sizes": [3, 4, 2]},
        "cells.tanh_unit.run": {"first": 1.0, "w_x": 1.0, "w_h": 2.0, "b": 0.0, "n_steps": 5},
        "cells.tanh_unit.fixed_points": {"w_h": 2.0, "b": 0.1},
        "cells.variant.parts": {"cell": lstm},
        "attention.forward": {"queries": numbers(T, N, H), **looked, "mask": of_keys()},
        "attention.backward": {
            "dcontexts": numbers(T, N, K, seed=3),
            "queries": numbers(T, N, H),
            **looked,
            "weights": attention.forward(numbers(T, N, H), **looked, mask=of_keys()).weights,
        },
        "checkpoint.generators": {"rng": rng},
        "data.parse": {"text": resources.files(data).joinpath(data.FILE).read_text(encoding="utf-8")},
        "data.play": {"name": "coriolanus"},
        "data.play_model": {},
        "data.results": {"name": "adding"},
        "data.table": {"columns": ("net", "right"), "rows": [("LSTM", 1.0), ("Elman", 0.5)], "caption": "How many"},
        "data.tokyo_temperatures": {},
        "data.toy_play": {"rng": rng, "n_acts": 2, "act_length": 300},
        "dropout.mask": {"rng": rng, "rate": 0.5, "shape": (N, H), "dtype": np.float64},
        "gates.sigmoid": {"a": numbers(N, H)},
        "gates.split": {"packed": numbers(N, 4 * H), "n_gates": 4},
        "gates.pack": {"gates": (numbers(N, H), numbers(N, H, seed=1))},
        "gradcheck.complex_step": {"f": lambda x: (x**2).sum(), "x": numbers(3), "step": 1e-30},
        "gradcheck.central_differences": {"f": lambda x: (x**2).sum(), "x": numbers(3), "eps": 1e-5},
        "gradcheck.relative_error": {"a": numbers(3), "b": numbers(3)},
        "gradcheck.compare": {
            "f": lambda p: (p["w"] ** 2).sum(),
            "params": {"w": numbers(3)},
            "grads": {"w": 2 * numbers(3)},
            "method": "complex-step",
        },
        "init.xavier_uniform": {"rng": rng, "n_in": D, "n_out": H, "dtype": np.float64},
        "init.orthogonal": {"rng": rng, "n": H, "dtype": np.float64},
        "init.feedforward": {"rng": rng, **sizes, "dtype": np.float64},
        "init.cell": {"rng": rng, "cell": lstm, "n_in": D, "n_hidden": H, "dtype": np.float64, "forget_bias": 1.0},
        "init.readout": {"rng": rng, "n_hidden": H, "n_out": K, "dtype": np.float64},
        "init.network": {"rng": rng, "cell": lstm, **sizes, "dtype": np.float64, "forget_bias": 1.0},
        "init.elman_network": {"rng": rng, **sizes, "dtype": np.float64},
        "interop.from_keras": {"cell": lstm, "weights": interop.to_keras(lstm, params)},
        "interop.from_keras_lstm": dict(
            zip(("kernel", "recurrent_kernel", "bias"), interop.to_keras(lstm, params), strict=True)
        ),
        "interop.from_onnx": {"model": interop.to_onnx(lstm, single(params))},
        "interop.from_onnx_weights": {"cell": lstm, "weights": interop.to_onnx_weights(lstm, params)},
        "interop.from_pytorch": {"cell": lstm, "weights": interop.to_pytorch(lstm, params), "prefix": ""},
        "interop.to_keras": {"cell": lstm, "params": params},
        "interop.to_onnx": {"cell": lstm, "params": params, "mode": "many-to-many"},
        "interop.to_onnx_weights": {"cell": lstm, "params": params},
        "interop.to_pytorch": {"cell": lstm, "params": params},
        "interop.to_pytorch_lstm": packed,
        "intervals.wilson": {"successes": 7, "n": 10},
        "intervals.bootstrap": {"values": numbers(9), "n_resamples": 50, "seed": 0},
        "kernels.has": {"cell": lstm},
        "kernels.forward": {"cell": lstm, "params": params, "xs": xs, "state": state(lstm), "mask": of_a_mask()},
        "kernels.backward": {
            "cell": lstm,
            "params": params,
            "trace": kernels.forward(lstm, params, xs, state(lstm)),
            "dhs": numbers(T, N, H),
            "dstate": state(lstm),
            "k": 2,
        },
        "layers.forward": {"cell": lstm, "params": params, "xs": xs, "state": state(lstm), "mask": of_a_mask()},
        "layers.backward": {
            "cell": lstm,
            "params": params,
            "trace": layers.forward(lstm, params, xs),
            "dhs": numbers(T, N, H),
            "dstate": state(lstm),
            "k": 2,
        },
        "layers.is_complex": {"arrays": (xs,)},
        "layers.layer_of": {"cell": lstm},
        "layers.output_size": {"cell": lstm, "n_hidden": H},
        "layers.zero_state": {"cell": lstm, "params": params, "n": N},
        "layers.zeros": {"cell": lstm, "n_in": D, "n_hidden": H, "dtype": np.float64},
        "links.repository": {},
        "links.book": {"page": "index", "anchor": "a"},
        "links.wheels": {},
        "links.section": {"chapter": 5, "anchor": "a"},
        "links.colab": {"stem": "05-lstm"},
        "losses.mse": {"y": numbers(N, K), "target": numbers(N, K, seed=1)},
        "losses.softmax": {"logits": numbers(N, K)},
        "losses.softmax_cross_entropy": {"logits": numbers(N, K), "labels": np.arange(N)},
        "losses.masked": {"loss": losses.mse, "mask": of_a_mask()},
        "network.forward": {"cell": lstm, "params": net(), "xs": xs, "mode": "many-to-one", "mask": of_a_mask()},
        "network.loss_and_gradients": {
            "cell": lstm,
            "params": net(),
            "xs": xs,
            "targets": numbers(T, N, K),
            "loss": losses.mse,
            "mode": "many-to-many",
            "k": 2,
        },
        "ngrams.fit": {"codes": np.arange(20) % 4, "order": 2, "n_symbols": 4},
        "ngrams.log_probabilities": {"model": ngrams.fit(np.arange(20) % 4, 2, 4), "codes": np.arange(8) % 4},
        "ngrams.probabilities": {"model": ngrams.fit(np.arange(20) % 4, 2, 4), "context": np.array([0, 1])},
        "optim.sgd": {"lr": 0.1, "momentum": 0.5},
        "optim.momentum": {"lr": 0.1, "beta": 0.5},
        "optim.nesterov": {"lr": 0.1, "beta": 0.5},
        "optim.adagrad": {"lr": 0.1, "eps": 1e-8},
        "optim.rmsprop": {"lr": 0.1, "decay": 0.9, "eps": 1e-8},
        "optim.adam": {"lr": 0.1, "beta1": 0.9, "beta2": 0.99, "eps": 1e-8},
        "optim.by_name": {"name": "adam", "lr": 0.1},
        "optim.clip_by_global_norm": {"grads": {"w": numbers(3)}, "max_norm": 1.0},
        "optim.clipped": {"optimizer": optim.sgd(0.1), "max_norm": 1.0},
        "palette.look": {"name": "light"},
        "palette.css": {"place": ":root", "dark": ".dark"},
        "palette.contrast": {"one": "#000000", "other": "#ffffff"},
        "palette.linear": {"colour": "#804020"},
        "penalties.is_weight": {"name": "cell.W_h"},
        "penalties.penalty": {"params": params, "l1": 0.1, "l2": 0.1},
        "penalties.add": {"loss_and_gradients": lambda p, b: (1.0, p), "l1": 0.1, "l2": 0.1},
        "plots.bars_with_intervals": {"names": ["a", "b"], "values": [1.0, 2], "low": [0.5, 1], "high": [2.0, 3]},
        "plots.dots": {"groups": {"far": {"a": (2.0, 1.0, 3.0), "b": (1.0, 0.5, 2.0)}}, "reference": {"guess": 0.5}},
        "plots.error_by_step": {"errors": numbers(T) ** 2, "labels": "abcde"},
        "plots.forecast": {"series": numbers(9), "forecasts": {"net": numbers(3)}},
        "plots.heatmap": {"rates": np.array([[0.0, 0.5, 1.0]]), "rows": ["a"], "columns": ["b", "c", "d"]},
        "plots.hidden_states": {"hs": np.tanh(numbers(T, H)), "labels": "abcde"},
        "plots.latch_portrait": {"w_x": 1.0, "w_h": 2.0, "b": 0.0, "n_steps": 5},
        "plots.lines": {"x": np.arange(4.0), "ys": {"one": numbers(4)}, "height": 3.0},
        "plots.network": {"sizes": [3, 4, 2]},
        "plots.reading": {"symbols": "abcde", "hs": np.tanh(numbers(T, H)), "change": np.abs(numbers(T))},
        "plots.success": {"x": [10.0, 30.0], "panels": {"": {"LSTM": [(9, 10), (3, 10)]}}},
        "plots.training_curve": {"history": History(train=(1.0, 0.5), validation=(1.0, 0.6), best_epoch=1)},
        "plots.unrolled_graph": {"n_steps": 3},
        "plots.window": {"values": numbers(9), "width": 3, "horizon": 1},
        "readout.forward": {"params": net().readout, "hs": numbers(T, N, H), "mode": "many-to-many"},
        "readout.backward": {
            "params": net().readout,
            "hs": numbers(T, N, H),
            "dys": numbers(T, N, K),
            "mode": "many-to-many",
        },
        "readout.last": {"cell": lstm, "hs": numbers(T, N, H)},
        "readout.last_backward": {"cell": lstm, "dlast": numbers(N, H), "n_steps": T},
        "readout.count_parameters": {"n_hidden": H, "n_out": K},
        "scan.compose": {"first": (kept[0], written[0]), "second": (kept[1], written[1])},
        "scan.prefix": {"a": kept, "b": written, "h0": before},
        "scan.prefix_backward": {
            "a": kept,
            "hs": scan.prefix(kept, written, before),
            "h0": before,
            "dhs": numbers(T, N, H, seed=2),
            "dlast": numbers(N, H, seed=3),
        },
        "seq2seq.first_weights": {
            "rng": rng,
            "cell": lstm,
            **sizes,
            "attention": True,
            "dtype": np.float64,
            "forget_bias": 1.0,
        },
        "seq2seq.teacher_inputs": {"targets": np.arange(T * N).reshape(T, N) % K, "start": K},
        "seq2seq.forward": {**of_pairs, "pairs": pairs()},
        "seq2seq.loss_and_gradients": {**of_pairs, "pairs": pairs()},
        "seq2seq.greedy": {**of_pairs, "xs": pairs().xs, "mask": pairs().mask, "max_steps": 3},
        "seq2seq.exact": {
            "symbols": pairs().targets,
            "targets": pairs().targets,
            "target_mask": pairs().target_mask,
        },
        "schedules.constant": {"rate": 0.1},
        "schedules.step": {"start": 0.1, "factor": 0.5, "every": 3},
        "schedules.exponential": {"start": 0.1, "factor": 0.5, "every": 3},
        "schedules.inverse_time": {"start": 0.1, "half": 10.0},
        "schedules.cosine": {"start": 0.1, "end": 0.0, "steps": 10},
        "schedules.warm_up": {"steps": 3, "then": 0.1},
        "schedules.describe": {"rate": schedules.constant(0.1)},
        "storage.save": {"path": FILE, "tree": params, "metadata": {"a": "b"}},
        "storage.load": {"path": FILE, "like": params},
        "storage.load_metadata": {"path": FILE},
        "tasks.adding.batch": {"rng": rng, "n": N, "length": 20, "dtype": np.float64},
        "tasks.adding.mark": {"rng": rng, "n": N, "length": 20},
        "tasks.adding.right": {"outputs": numbers(N, 1), "targets": numbers(N, 1)},
        "tasks.copying.batch": {"rng": rng, "n": N, "lag": 3, "n_symbols": 4, "kinds": 3, "dtype": np.float64},
        "tasks.copying.right": {"outputs": numbers(T, N, K), "labels": np.zeros((T, N), int), "n_symbols": 2},
        "tasks.copying.chance": {"kinds": 4},
        "tasks.latch.batch": {"rng": rng, "n": N, "length": 9, "noise": 0.2, "dtype": np.float64},
        "tasks.letters.stream": {"rng": rng, "n": N, "dtype": np.float64},
        "tasks.letters.encode": {"symbols": "badii", "dtype": np.float64},
        "tasks.letters.solver": {"symbols": "badii"},
        "tasks.long_lag.batch": {"rng": rng, "n": N, "p": 5, "dtype": np.float64},
        "tasks.multiplication.batch": {"rng": rng, "n": N, "length": 20, "dtype": np.float64},
        "tasks.parity.batch": {"rng": rng, "n": N, "length": 9, "dtype": np.float64},
        "tasks.strings.batch": {
            "rng": rng,
            "n": N,
            "shortest": 2,
            "longest": 5,
            "n_symbols": 4,
            "order": "sort",
            "dtype": np.float64,
        },
        "tasks.strings.solver": {"xs": pairs().xs, "mask": pairs().mask, "order": "sort"},
        "tasks.strings.chance": {"n_symbols": 4},
        "tasks.reber.string": {"rng": rng},
        "tasks.reber.embedded": {"rng": rng},
        "tasks.reber.is_string": {"symbols": "BTXSE"},
        "tasks.reber.is_embedded": {"symbols": "BTBTXSETE"},
        "tasks.reber.possible_next": {"symbols": "BTBTX"},
        "tasks.reber.encode": {"symbols": "BTXSE", "dtype": np.float64},
        "tasks.reber.batch": {"rng": rng, "n": N, "dtype": np.float64},
        "tasks.reber.stream": {"rng": rng, "n": N, "length": 9, "dtype": np.float64},
        "tasks.reber.right": {"outputs": numbers(T, N, 7), "possible": numbers(T, N, 7) > 0},
        "tasks.recall.batch": {"rng": rng, "n": N, "length": 9, "n_symbols": 3, "dtype": np.float64},
        "tasks.recall.window": {"xs": xs, "width": 2},
        "tasks.recall.chance": {"n_symbols": 4},
        "tasks.river.batch": {
            "rng": rng,
            "n": N,
            "length": 9,
            "mean_temperature": 3.0,
            "catchment": river.Catchment(),
            "dtype": np.float64,
        },
        "tasks.river.weather": {"rng": rng, "n": N, "length": 9, "mean_temperature": 3.0},
        "tasks.river.snow_step": {
            "snow": np.array([5.0, 9.0]),
            "precipitation": np.array([1.0, 2.0]),
            "temperature": np.array([-1.0, 2.0]),
            "melt_rate": 3.0,
        },
        "tasks.river.run": {"xs": np.abs(numbers(T, N, 2)), "catchment": river.Catchment()},
        "tasks.river.first_stores": {"n": N, "catchment": river.Catchment()},
        "tasks.river.draw_catchment": {"rng": rng},
        "tasks.river.nse": {"y": np.arange(6.0), "yhat": numbers(6)},
        "tasks.temporal_order.batch": {"rng": rng, "n": N, "length": 20, "dtype": np.float64, "marked": 2},
        "tasks.temporal_order.chance": {"marked": 2},
        "tasks.temporal_xor.stream": {"rng": rng, "n": 9, "dtype": np.float64},
        "tasks.temporal_xor.predictable": {"n": 9},
        "tasks.temporal_xor.solver": {"bits": np.array([0.0, 1, 1, 0, 0])},
        "tasks.time_scales.batch": {"rng": rng, "n": N, "length": 20, "pause": 5, "dtype": np.float64},
        "tasks.timing.batch": {"rng": rng, "n": N, "shortest": 2, "longest": 4, "dtype": np.float64},
        "tasks.timing.labels": {"due": np.array([2, 4, 3]), "n_steps": T},
        "tasks.timing.fired": {"logits": numbers(T, N, 2)},
        "tasks.timing.chance": {"shortest": 2, "longest": 4},
        "text.vocabulary": {"text": "hello"},
        "text.encode": {"text": "hello", "index": text.vocabulary("hello")[1]},
        "text.decode": {"codes": np.array([0, 1]), "symbols": ["a", "b"]},
        "text.one_hot": {"codes": np.array([0, 1]), "n_symbols": 3, "dtype": np.float64},
        "text.stream_batches": {"codes": np.arange(20) % 4, "n": 2, "t": 3},
        "text.sample": {"logits": numbers(K), "temperature": 1.0, "rng": rng},
        "text.bits_per_character": {"log_probabilities": -np.abs(numbers(5))},
        "text.places": {"text": "HELLO\nyou there"},
        "text.correlations": {"cells": numbers(T, H), "wanted": numbers(T, seed=2)},
        "training.minibatches": {"rng": rng, "size": 2, "arrays": (numbers(5, 2), numbers(5))},
        "training.fit": {
            "params": {"w": numbers(3)},
            "loss_and_gradients": lambda p, b: (float((p["w"] ** 2).sum()), {"w": 2 * p["w"]}),
            "batches": [0],
            "optimizer": optim.sgd(0.1),
            "epochs": 2,
            "progress": False,
        },
        "trees.map": {"function": np.square, "tree": params},
        "trees.leaves": {"tree": params},
        "trees.count": {"tree": params},
        "trees.check_arrays": {"name": "tree", "tree": params},
        "unroll.zero_state": {"cell": lstm, "params": params, "n": N},
        "unroll.lengths_to_mask": {"lengths": np.array([1, 2, 3]), "n_steps": T},
        "unroll.check_mask": {"mask": of_a_mask(), "sizes": {"T": T, "N": N}},
        "unroll.forward": {"cell": lstm, "params": params, "xs": xs, "state": state(lstm), "mask": of_a_mask()},
        "unroll.backward": {
            "cell": lstm,
            "params": params,
            "trace": unroll.forward(lstm, params, xs),
            "dhs": numbers(T, N, H),
            "dstate": state(lstm),
        },
        "unroll.truncated_backward": {
            "cell": lstm,
            "params": params,
            "trace": unroll.forward(lstm, params, xs),
            "dhs": numbers(T, N, H),
            "k": 2,
            "dstate": state(lstm),
        },
    }
    drawn: dict[str, dict] = {f"drawings.{name}": {} for name in drawings.__all__ if name != "Drawing"}
    drawn["drawings.thumbnail"] = {"chapter": 5}
    return found | of_the_solvers() | drawn


def pairs() -> seq2seq.Pairs:
    """Strings of up to five symbols of two kinds, to be written turned round, as one symbol of K = 6."""
    return seq2seq.Pairs(*tasks.strings.batch(generator(), N, 2, T, D))


def pairs_net() -> seq2seq.Params:
    return seq2seq.first_weights(generator(), lstm, D, H, K)


def of_keys() -> np.ndarray:
    return np.arange(7)[:, None] < np.array([7, 3, 2])


def single(params: Any) -> Any:
    """Weights in float32, as model files hold them."""
    return type(params)(*(one.astype(np.float32) for one in params))


def of_a_mask() -> np.ndarray:
    return np.arange(T)[:, None] < np.array([T, 3, 2])


def of_the_solvers() -> dict[str, dict[str, Any]]:
    """Of each task with a batch, the solver with what the batch draws; tasks whose chance is a constant."""
    from lstmlab.tasks import (
        adding,
        copying,
        latch,
        long_lag,
        multiplication,
        parity,
        reber,
        recall,
        temporal_order,
        time_scales,
        timing,
    )

    drawn = {
        "adding": adding.batch(generator(), N, 20)[0],
        "copying": copying.batch(generator(), N, 3)[0],
        "latch": latch.batch(generator(), N, 9)[0],
        "long_lag": long_lag.batch(generator(), N, 5)[0],
        "multiplication": multiplication.batch(generator(), N, 20)[0],
        "parity": parity.batch(generator(), N, 9)[0],
        "reber": reber.batch(generator(), N).xs,
        "recall": recall.batch(generator(), N, 9, 3)[0],
        "temporal_order": temporal_order.batch(generator(), N, 20)[0],
        "time_scales": time_scales.batch(generator(), N, 20, 5).xs,
        "timing": timing.batch(generator(), N, 2, 4)[0],
    }
    constant = (
        "adding",
        "latch",
        "letters",
        "long_lag",
        "multiplication",
        "parity",
        "reber",
        "temporal_xor",
        "time_scales",
    )
    return {f"tasks.{task}.solver": {"xs": xs} for task, xs in drawn.items()} | {
        f"tasks.{task}.chance": {} for task in constant
    }


def calls() -> dict[str, Call]:
    """Every public function that has arguments here, with them."""
    given = arguments()
    return {name: Call(value, given[name]) for name, value in public_functions().items() if name in given}
