"""The sentences of a diagnosis, from sentences.toml."""

from lstmlab.checking.templates import Table

TABLE = Table(__package__)
say = TABLE.say
