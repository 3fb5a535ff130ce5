"""From what is true of an answer to what its card says: what comes first, which hints go with it, the small print."""

from lstmlab import links
from lstmlab.checking.diagnosis.diagnosis import Diagnosis
from lstmlab.checking.display.card import Card
from lstmlab.checking.display.result import CheckResult
from lstmlab.checking.display.sentences import points, say
from lstmlab.checking.text import shorten
from lstmlab.exercises import Exercise, Puzzle

# What a function prints is shown as far as this.
PRINTED_LINES = 3


def result(exercise: Exercise | Puzzle, found: Diagnosis) -> CheckResult:
    """The result of a check, with its card."""
    reached = exercise.points if found.status == "passed" else 0
    card = Card(
        kind=found.status,
        title=exercise.title,
        name=exercise.name,
        status=say(f"status.{found.status.replace(' ', '-')}", points=points(reached, exercise.points)),
        paragraphs=_first(exercise, found),
        findings=found.findings,
        example=(found.example.heading, tuple(found.example.lines())) if found.example else ("", ()),
        hints=found.hints or _hints(exercise, found),
        section=_section(exercise) if found.status == "failed" else None,
        notes=_notes(found.printed),
    )
    names = tuple(one.name for one in found.known.mistakes)
    return CheckResult(
        exercise.name, found.status, reached, exercise.points, names, found.findings, card, found.controls
    )


def _first(exercise: Exercise | Puzzle, found: Diagnosis) -> tuple[str, ...]:
    """The paragraphs that come first: the first problem in the order of telling, and what the function equals."""
    said: list[str] = list(found.said)
    problem, known = found.problem, found.known
    if found.status == "passed" and isinstance(exercise, Exercise):
        said.append(say("first.passed", tested=exercise.tested))
    if problem is not None and (problem.kind != "numbers" or not known.mistakes):
        said.append(problem.text)
    if known.at_once:
        first, second = (one.behaves_like for one in known.mistakes)
        said.append(say("first.behaves-like-two", first=first, second=second))
    elif known.mistakes:
        id = "first.behaves-exactly" if known.exactly else "first.behaves"
        said.append(say(id, mistake=known.mistakes[0].behaves_like))
    return tuple(said)


def _hints(exercise: Exercise | Puzzle, found: Diagnosis) -> tuple[str, ...]:
    """Question and pointer: those of the known mistake where there is one, else those of the problem."""
    problem, known = found.problem, found.known
    if known.at_once:
        one, other = known.mistakes
        questions = say("hints.two", first=one.question, second=other.question)
        return questions, say("hints.two", first=one.pointer, second=other.pointer)
    if known.mistakes:
        return known.mistakes[0].question, known.mistakes[0].pointer
    if problem is None or isinstance(exercise, Puzzle):
        return ()
    if problem.question:
        return problem.question, problem.pointer
    by_hand, section = say("hints.by-hand"), exercise.section[1]
    if not _has_formula(exercise) or (found.findings and found.findings[0].id.startswith("cases.")):
        return say("hints.smallest-case"), by_hand
    return say("hints.first-fact" if found.findings else "hints.formula", section=section), by_hand


def _has_formula(exercise: Exercise) -> bool:
    """Whether the section has a formula to compare with: one in which two arrays with axes meet."""
    return sum(bool(axes) for axes in exercise.arguments.values()) > 1


def _notes(printed: tuple[str, ...]) -> tuple[str, ...]:
    """Small print: what the function printed."""
    if not printed:
        return ()
    lines = "; ".join(f"`{shorten(line.replace('`', chr(39)), 70)}`" for line in printed[:PRINTED_LINES])
    if len(printed) <= PRINTED_LINES:
        return (say("printed.few", lines=lines),)
    return (say("printed.many", n=len(printed), lines=lines),)


def _section(exercise: Exercise | Puzzle) -> tuple[str, str]:
    anchor, heading = exercise.section
    try:
        address = links.section(exercise.chapter, anchor)
    except (LookupError, ValueError):  # not installed, or a chapter without a page
        address = ""
    return say("card.section", heading=heading, chapter=exercise.chapter), address
