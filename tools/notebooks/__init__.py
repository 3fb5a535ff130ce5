"""Makes the learner's notebooks from the chapters."""
