"""What an exercise is: data that the check in the notebook and the grader of a class both read.

A coded exercise is an `Exercise`; a puzzle that is solved by moving the controls of a figure is a `Puzzle`. Chapters'
modules hold them, `lstmlab.exercises.get` finds them, and lstmlab.checking runs them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

# Changes of the worked answer's source: pairs (old, new) of text, of which every `old` stands there exactly once.
Edits = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    """One set of inputs.

    Attributes:
        inputs: arguments by name, in the order of the signature.
        label: what is special about them, as said to the learner: "random numbers", "a sequence of one step".
        statistics: where the result is drawn at random, (inputs, result) -> numbers by name, about 1 in size. They are
            compared in place of the result, to 3 percent, so they need thousands of draws. Whether they follow
            their distribution exactly, `chance` says. What one seed has to give twice is a `Property`.
    """

    inputs: dict[str, Any]
    label: str = "random numbers"
    statistics: Callable[[dict[str, Any], Any], dict[str, float]] | None = None


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation that has a name.

    It is given as `edits` of the exercise's `worked` source, as another `body` below the first line of `worked`, or as
    a whole `function`. Edits are preferred: two mistakes made at once are then found as well.

    Attributes:
        name: short, lower case, words joined by hyphens: "gates-swapped".
        behaves_like: completes "Your function behaves exactly like ...": "one that uses h_t where h_{t-1} belongs".
        question: the first hint, a question that makes the learner look at the right place.
        pointer: the second hint, which says what to look at or change; never the whole answer.
        edits: ((old, new), ...) on the source of `worked`.
        body: the wrong function's lines, where hardly one of the worked answer's is left.
        function: a Python function, for what remembers something from call to call: in a global name that it assigns,
            or in a default value. Each check starts afresh.
        also: further edits or bodies, and
        others: further functions, that make the same mistake in another way: another tiny number added, another
            way through the wrong axis. A learner's function that equals one of them has this mistake.
        unread: name of an argument that the learner's function never looks at; where that is so, it is this mistake
            whatever its numbers are, if it is no other one. For what is drawn: no two fixed patterns are alike.
        alone: this mistake is not looked for together with another one. It keeps the check fast where there are many
            mistakes, and is meant for those that are seldom made at the same time as others.
    """

    name: str
    behaves_like: str
    question: str
    pointer: str
    edits: Edits = ()
    body: str = ""
    function: Callable | None = None
    also: tuple[Edits | str, ...] = ()
    others: tuple[Callable, ...] = ()
    unread: str = ""
    alone: bool = False

    def ways(self) -> Iterator["Mistake"]:
        """This mistake, and then each further way to make it as a mistake of the same name and texts.

        The further ways are not looked for together with other mistakes.
        """
        yield self
        plain = replace(self, edits=(), body="", function=None, also=(), others=(), alone=True)
        for way in self.also:
            yield replace(plain, body=way) if isinstance(way, str) else replace(plain, edits=way)
        for function in self.others:
            yield replace(plain, function=function)


@dataclass(frozen=True)
class Property:
    """Something that must hold beside the numbers, such as "the second call gives what the first one gave".

    Attributes:
        name: short, like a mistake's.
        test: (function, rng) -> None where it holds, else one or two sentences for the learner.
        question, pointer: the two hints, as in `Mistake`.
    """

    name: str
    test: Callable[[Callable, np.random.Generator], str | None]
    question: str
    pointer: str


@dataclass(frozen=True)
class Exercise:
    """A function that the learner writes. It must leave its inputs as they were, bit for bit, when it returns.

    Attributes:
        name: "elman.step"; a contract with the grader and other people's notebooks.
        title: "One step of an Elman network".
        chapter: number of the chapter.
        points: what a full answer is worth.
        section: (anchor, heading) of the section to reread, in the chapter's page.
        arguments: letters of each argument's shape, by name, in the order of the signature: {"x": "N D", "W_x": "D H"}.
            None for arguments that are not arrays (numbers, lists, functions, words).
        returns: letters of what comes back. A string for one value ("N H", "" for a single number), a tuple of
            (name, letters) pairs where a tuple comes back, a dict of name -> letters where a dict comes back. A single
            value whose shape depends on an argument has all of them: "T N K or N K". None in place of letters: shape
            and type are not looked at (a generator, a list of symbols).
        cases: rng -> cases, T >= 3, sizes all different, states not zero, one case in float32, then the edges.
        worked: a plain implementation as a learner would write it; mistakes are edits of it and mutants are made of it.
        mistakes: known mistakes, most specific first.
        reference: the judge: the package's own cell where there is one. `worked` where it is None.
        integers: names of the results (or "" for a single result) that have to be whole numbers.
        isolate: arguments that are set to zero one at a time, to say which term of a sum is wrong.
        tested: completes "Tested with ...", shown when passed.
        properties: further things that must hold.
        fitted: (result, wanted) -> the result, where it is as good as the wanted one in another form, in the form of
            the wanted one. For exercises with more than one right result: two biases of which only the sum counts.
    """

    name: str
    title: str
    chapter: int
    points: int
    section: tuple[str, str]
    arguments: dict[str, str | None]
    returns: Any
    cases: Callable[[np.random.Generator], Iterable[Case]]
    worked: Callable
    mistakes: tuple[Mistake, ...]
    tested: str
    reference: Callable | None = None
    integers: tuple[str, ...] = ()
    isolate: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()
    fitted: Callable[[Any, Any], Any] | None = None

    def fit(self, got: Any, wanted: Any) -> Any:
        """The result as it is compared with the wanted one: `fitted`, where the exercise has that."""
        return got if self.fitted is None else self.fitted(got, wanted)

    @property
    def texts(self) -> dict[str, str]:
        """What its known mistakes say, by the path of each sentence: "lstm.step/no-forget-gate/question"."""
        return {
            f"{self.name}/{one.name}/{part}": text
            for one in self.mistakes
            for part, text in (("behaves-like", one.behaves_like), ("question", one.question), ("pointer", one.pointer))
        }

    @property
    def judge(self) -> Callable:
        """The implementation that answers are compared with."""
        return self.reference or self.worked


@dataclass(frozen=True)
class Puzzle:
    """A figure whose controls the learner sets so that something happens.

    Attributes:
        name, title, chapter, points, section: as in `Exercise`.
        figure: name of the figure class in lstmlab.figures that carries it.
        task: the task in one sentence, shown on the figure too.
        start: control values that the figure begins with, by name; they do not solve it.
        solution: control values that do; a test sets them, in Python and on the page.
        unmet: control values -> the conditions that do not hold yet, a sentence each; empty when solved.
        hints: (question, pointer).
    """

    name: str
    title: str
    chapter: int
    points: int
    section: tuple[str, str]
    figure: str
    task: str
    start: dict[str, Any]
    solution: dict[str, Any]
    unmet: Callable[..., list[str]]
    hints: tuple[str, str]
