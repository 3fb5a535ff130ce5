"""A small grammar that writes something in the form of a play, for machines without the plays themselves.

Speeches of one to five lines, each with the speaker's name in capitals above it. Some questions, some quotes, and now
and then the first line of an answer takes up the noun that was asked about, so that there is something to remember.
"""

import numpy as np

SPEAKERS = ("ANNA", "BRUNO", "CLARA", "DUKE", "First Guard", "Second Guard", "NURSE")
NOUNS = ("crown", "letter", "garden", "ship", "storm", "sword", "window", "river", "king", "brother", "honour", "night")
ADJECTIVES = ("old", "noble", "broken", "silent", "golden", "bitter", "proud", "gentle", "secret", "cold")
VERBS = ("seeks", "carries", "fears", "follows", "forgets", "praises", "hides", "keeps", "mourns", "watches")
OPENINGS = ("I say", "They tell me", "My lord", "Good friend", "Alas", "Mark well", "By this hand")
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def act(rng: np.random.Generator, number: int, length: int) -> str:
    """An act of at least so many characters, with a heading and scenes."""
    parts = [f"ACT {NUMERALS[(number - 1) % len(NUMERALS)]}\n\n"]
    size, scene, asked = len(parts[0]), 0, ""
    while size < length:
        if rng.random() < 0.02 or scene == 0:
            scene += 1
            parts.append(f"SCENE {NUMERALS[(scene - 1) % len(NUMERALS)]}. The {_of(rng, NOUNS)}.\n\n")
            asked = ""
        else:
            speech, asked = _speech(rng, asked)
            parts.append(speech)
        size += len(parts[-1])
    return "".join(parts)


def _speech(rng: np.random.Generator, asked: str) -> tuple[str, str]:
    """A speech, and the noun that it ends by asking about ("" where it does not)."""
    lines = [f"{_of(rng, SPEAKERS)}"]
    if asked:
        lines.append(f"The {asked}? The {asked} {_of(rng, VERBS)} the {_of(rng, NOUNS)}.")
    lines += [_line(rng) for _ in range(rng.integers(1, 4))]
    noun = _of(rng, NOUNS) if rng.random() < 0.4 else ""
    if noun:
        lines.append(f"What of the {noun}?")
    return "\n".join(lines) + "\n\n", noun


def _line(rng: np.random.Generator) -> str:
    thing = f"the {_of(rng, ADJECTIVES)} {_of(rng, NOUNS)}"
    kind = rng.random()
    if kind < 0.15:
        return f"He said, 'the {_of(rng, NOUNS)} {_of(rng, VERBS)} {thing}.'"
    if kind < 0.55:
        return f"{_of(rng, OPENINGS)}, {thing} {_of(rng, VERBS)} the {_of(rng, NOUNS)};"
    return f"{thing[0].upper()}{thing[1:]} {_of(rng, VERBS)} the {_of(rng, NOUNS)},"


def _of(rng: np.random.Generator, words: tuple[str, ...]) -> str:
    return words[rng.integers(len(words))]
