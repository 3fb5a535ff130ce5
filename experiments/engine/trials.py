"""Training runs as the experiments make them: new data in every update, a test set apart, an end at success."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab import network, optim
from lstmlab.shapes import Array

Draw = Callable[[np.random.Generator], tuple]


ADAM = optim.adam(0.01)
NO_LIMIT = 1e300


class Trial(NamedTuple):
    """A training run: the weights, the test score at its end, whether it reached the goal, and the updates it took."""

    params: Any
    score: float
    solved: bool
    updates: int

    def row(self) -> dict[str, Any]:
        """The result as an experiment stores it."""
        return {"solved": self.solved, "score": round(self.score, 4), "updates": self.updates}


def train(
    params: Any,
    gradients: Callable[[Any], tuple],
    score: Callable[[Any], float],
    *,
    goal: float,
    updates: int,
    every: int = 25,
    optimizer: optim.Optimizer = ADAM,
    max_norm: float | None = 1.0,
) -> Trial:
    """Train until the test score reaches the goal or the updates are used up.

    Args:
        params: first weights.
        gradients: params -> (loss, gradients), on data of its own.
        score: params -> what is to grow, on a test set; looked at after every `every` updates.
        goal: success at this score.
        updates: at most so many.
        optimizer: of lstmlab.optim.
        max_norm: the gradient is clipped to this global norm; None does not clip.

    A loss or a gradient that is not finite ends the run, without success: its score is the last one that was finite.
    """
    memory = optimizer.init(params)
    reached = score(params)
    for update in range(1, updates + 1):
        loss, grads = gradients(params)
        grads, norm = optim.clip_by_global_norm(grads, max_norm or NO_LIMIT)
        if not (np.isfinite(loss) and np.isfinite(norm)):
            return Trial(params, reached, False, update)
        params, memory = optimizer.update(grads, memory, params)
        if update % every == 0 or update == updates:
            reached = score(params)
            if reached >= goal:
                return Trial(params, reached, True, update)
    return Trial(params, reached, False, updates)


def sequences(
    cell: Any,
    params: Any,
    draw: Draw,
    loss: Callable,
    right: Callable[[Array, Array], Array],
    *,
    rng: np.random.Generator,
    test: tuple,
    mode: str = "many-to-one",
    k: int | None = None,
    **options: Any,
) -> Trial:
    """Train a network on sequences that are drawn anew for every update; `options` are those of `train`.

    Args:
        cell, params: the network, as in `lstmlab.network`.
        draw: rng -> (xs, targets), a batch.
        loss: of lstmlab.losses.
        right: (outputs, targets) of the test set -> which of them are right; the score is their mean.
        rng: draws the batches.
        test: (xs, targets) to score on.
        mode, k: as in `lstmlab.network.loss_and_gradients`.
    """

    def gradients(weights: Any) -> tuple:
        xs, targets = draw(rng)
        return network.loss_and_gradients(cell, weights, (xs, targets), loss, mode=mode, k=k)[:2]

    def score(weights: Any) -> float:
        ys, _ = network.forward(cell, weights, test[0], mode=mode)
        return float(np.mean(right(ys, test[1])))

    return train(params, gradients, score, **options)


def same_class(logits: Array, labels: Array) -> Array:
    """Which outputs are largest at the right class."""
    return logits.argmax(axis=-1) == labels
