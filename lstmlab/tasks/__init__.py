"""Classic tasks: each a function of a generator, with the rule of its targets, a solver and what guessing scores."""

from lstmlab.tasks import letters, recall, temporal_xor

__all__ = ["letters", "recall", "temporal_xor"]
