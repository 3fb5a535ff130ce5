"""Checkpoints of a training run: everything that decides how it goes on, in one file, written after every epoch.

A checkpoint holds the weights, those of the best epoch, the optimiser's memory, the losses so far and the states of the
random generators. A run that goes on from it makes the same numbers, bit for bit, as one that was never stopped. It
also holds what tells one run from another: the initial weights and the optimiser with its options. A file of another
run is refused and stays as it is.

`lstmlab.training.fit` uses it; the file is one of lstmlab.storage, without pickle.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lstmlab import storage, trees
from lstmlab.trees import Tree

KIND = "lstmlab checkpoint 1"


class Progress(NamedTuple):
    """How far a run has come, after a whole number of epochs.

    params, best: the weights, and those of the best epoch; memory: the optimiser's state; train, validation: the losses
    of each epoch; best_epoch: None before the first; resumed: the epochs at which a later call went on.
    """

    params: Tree
    best: Tree
    memory: Tree
    train: list[float]
    validation: list[float]
    best_epoch: int | None
    resumed: tuple[int, ...]


class _Arrays(NamedTuple):
    """The part of a checkpoint that is arrays: `first` are the weights at the start of the run."""

    first: Tree
    params: Tree
    best: Tree
    memory: Tree


@dataclass(frozen=True)
class Checkpoint:
    """Where a run is kept, and which generators belong to it.

    Attributes:
        path: ends in .npz or .safetensors.
        rng: the generator, or several, that batches and gradients draw from. Their states are kept in the file, and set
            to what they were there when training goes on. Whatever else changes from epoch to epoch outside the weights
            is not kept.

    Raises:
        TypeError: rng that is no generator.
    """

    path: str | os.PathLike[str]
    rng: Any = None

    def __post_init__(self) -> None:
        generators(self.rng)

    def of_run(self, first: Tree, options: dict[str, str]) -> "RunFile":
        """The file of a run with these initial weights and options."""
        return RunFile(self.path, first, options, generators(self.rng))


@dataclass(frozen=True)
class RunFile:
    """A run's place in the file system, and what stays the same from its first epoch to its last.

    Attributes:
        path: ends in .npz or .safetensors.
        first: the weights at the start.
        options: what else two runs may differ in, by name: the optimiser, whether there is a validation.
        generators: all generators that the run draws from.
    """

    path: str | os.PathLike[str]
    first: Tree
    options: dict[str, str]
    generators: tuple[np.random.Generator, ...]

    def save(self, progress: Progress) -> None:
        """Write the file, in one move (see `lstmlab.storage.save`). Errors: as there."""
        history = {name: getattr(progress, name) for name in ("train", "validation", "best_epoch", "resumed")}
        states = [generator.bit_generator.state for generator in self.generators]
        notes = {"options": self.options, "history": history, "generators": states}
        arrays = _Arrays(self.first, progress.params, progress.best, progress.memory)
        text = {name: json.dumps(note, default=lambda array: array.tolist()) for name, note in notes.items()}
        storage.save(self.path, arrays, {"kind": KIND, **text})

    def resume(self, start: Progress, epochs: int) -> Progress:
        """The progress in the file, with the generators set to where they were.

        Where there is no file, it is written, and the progress is `start`.

        Args:
            start: the progress of a run that has not begun; what the file holds must have its form.
            epochs: how long the run is to be.

        Raises:
            ValueError: the file is damaged, no checkpoint, that of another run, or that of a longer one. The message
                names the file and what differs; the file and the generators stay as they are. OSError: it cannot be
                read or written.
        """
        if not os.path.exists(self.path):
            self.save(start)  # at once: a place that cannot be written to is noticed before hours of training
            return start
        options, history, states, saved_kinds = self._notes()
        for name, value in self.options.items():
            if options.get(name) != value:
                raise self._other_run(f"{name} {value}", f"{options.get(name)}")
        kinds = [type(generator.bit_generator).__name__ for generator in self.generators]
        if kinds != saved_kinds:
            raise self._other_run(f"generators {kinds} in rng", f"{saved_kinds}")
        arrays, _ = storage.load(self.path, _Arrays(self.first, start.params, start.best, start.memory))
        for name, mine, saved in trees.leaves(self.first, arrays.first):
            # Not bit for bit: an orthogonal matrix differs in its last digits between machines.
            if not np.allclose(mine, saved, rtol=1e-4, atol=1e-6, equal_nan=True):
                raise self._other_run("the initial weights that were passed in", f"others ({name}): another seed?")
        if len(history["train"]) > epochs:
            raise ValueError(f"epochs: expected at least {len(history['train'])}, as in {self.path}, got {epochs}")
        with self._unreadable_named():
            own = [generator.bit_generator for generator in self.generators]
            for bit_generators in ([type(each)() for each in own], own):  # first on strangers: all are set, or none
                for bit_generator, state in zip(bit_generators, states, strict=True):
                    bit_generator.state = state
        return Progress(*arrays[1:], **history)

    def _notes(self) -> tuple[dict[str, Any], dict[str, Any], list[Any], list[Any]]:
        metadata = storage.load_metadata(self.path)
        if metadata.get("kind") != KIND:
            raise ValueError(f"{self.path}: expected a checkpoint of training.fit, got a file of another kind")
        with self._unreadable_named():
            options, history, states = (json.loads(metadata[name]) for name in ("options", "history", "generators"))
            history = {name: history[name] for name in ("train", "validation", "best_epoch", "resumed")}
            history["resumed"] = tuple(history["resumed"])
            n_epochs, best_epoch = len(history["train"]), history["best_epoch"]
            if len(history["validation"]) not in (0, n_epochs) or not 0 <= (best_epoch or 0) <= max(n_epochs - 1, 0):
                raise ValueError(f"a best epoch {best_epoch} of {n_epochs}, {len(history['validation'])} validations")
            return dict(options), history, states, [state["bit_generator"] for state in states]

    @contextlib.contextmanager
    def _unreadable_named(self) -> Iterator[None]:
        try:
            yield
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as problem:
            raise ValueError(f"{self.path}: expected a checkpoint that can be read, got {problem!r}") from problem

    def _other_run(self, expected: str, got: str) -> ValueError:
        return ValueError(
            f"{self.path}: expected a checkpoint of a run with {expected}, got one with {got}. To start anew, take "
            "another path or delete the file"
        )


def generators(rng: Any) -> tuple[np.random.Generator, ...]:
    """One generator, several, or None: as a tuple. Errors: anything else is a TypeError."""
    several = () if rng is None else tuple(rng) if isinstance(rng, (tuple, list)) else (rng,)
    for generator in several:
        if not isinstance(generator, np.random.Generator):
            name = type(generator).__name__
            raise TypeError(f"rng: expected a generator from np.random.default_rng(seed) or several, got {name}")
    return several
