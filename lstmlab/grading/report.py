"""What an instructor sees of a class: how points are spread, how each exercise went, which mistakes how many made."""

import html
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lstmlab import exercises
from lstmlab.exercises import Exercise
from lstmlab.grading.alike import NEAR, SMALL, Alike
from lstmlab.grading.feedback import page
from lstmlab.grading.records import Record

_SLOWEST = 10
_NAMED = 6
_MOST_TOLD = 100
_MOST_GROUPS = 60


def of(found: Sequence[Record], told: Sequence[str] = (), like: Alike | None = None) -> str:
    """The page of a class.

    Args:
        told: what somebody has to look at, a sentence each. like: which answers are alike.
    """
    graded, broken = [one for one in found if not one.reason], [one for one in found if one.reason]
    parts = [f"<p>Submissions graded: {len(graded)}. Could not be graded: {len(broken)}.</p>"]
    if told:
        items = "".join(f"<li>{html.escape(one.rstrip('.'))}</li>" for one in told[:_MOST_TOLD])
        more = f"<p>And {len(told) - _MOST_TOLD} more.</p>" if len(told) > _MOST_TOLD else ""
        parts.append(f"<h2>To look at</h2><ul>{items}</ul>{more}")
    if graded:
        parts += [_spread(graded), _exercises(graded), _mistakes(graded), _slowest(graded)]
    if like is not None:
        parts += [_calls(like), _alike(like)]
    if broken:
        rows = [(_cell(one.submission), _cell(one.reason)) for one in broken]
        parts += ["<h2>Could not be graded</h2>", _table(("Submission", "Why"), rows)]
    return page("The class", "\n".join(parts))


def _spread(graded: Sequence[Record]) -> str:
    shares = Counter(min(10 * one.points // one.max_points, 9) if one.max_points else 0 for one in graded)
    rows = [
        (_cell(f"{10 * k} to {10 * k + (10 if k == 9 else 9)} %"), *_counted(shares[k], max(shares.values())))
        for k in reversed(range(10))
    ]
    return "<h2>Points reached</h2>" + _table(("Share of the points", "Submissions", ""), rows)


def _exercises(graded: Sequence[Record]) -> str:
    statuses: dict[str, Counter[str]] = {}
    for one in (one for record in graded for one in record.grades):
        statuses.setdefault(one.exercise, Counter())[one.status] += 1
    rows = [
        (
            _cell(name),
            *_counted(counts["passed"], counts.total()),
            _number(counts["failed"]),
            _number(counts["not attempted"]),
        )
        for name, counts in statuses.items()
    ]
    return "<h2>Exercises</h2>" + _table(("Exercise", "Passed", "", "Failed", "Not attempted"), rows)


def mistakes(graded: Iterable[Record]) -> list[tuple[str, str, int]]:
    """Exercise, known mistake, and how many submissions made it; the most frequent first."""
    counts = Counter((one.exercise, name) for record in graded for one in record.grades for name in set(one.mistakes))
    return [(exercise, name, count) for (exercise, name), count in counts.most_common()]


def _mistakes(graded: Sequence[Record]) -> str:
    found = mistakes(graded)
    if not found:
        return "<h2>Mistakes</h2><p>No known mistake was made.</p>"
    rows = [
        (_cell(exercise), _cell(_behaves_like(exercise, name)), *_counted(count, found[0][2]))
        for exercise, name, count in found
    ]
    head = "<h2>Mistakes</h2><p>How many submissions behave exactly like a function with this mistake.</p>"
    return head + _table(("Exercise", "Behaves like", "How many", ""), rows)


def _behaves_like(name: str, mistake: str) -> str:
    exercise = exercises.get(name)
    known = exercise.mistakes if isinstance(exercise, Exercise) else ()
    return next((one.behaves_like for one in known if one.name == mistake), mistake)


def _slowest(graded: Sequence[Record]) -> str:
    slow = sorted(graded, key=lambda one: -one.seconds)[:_SLOWEST]
    rows = [(_cell(one.submission), _number(f"{one.seconds:.1f}")) for one in slow]
    return "<h2>Slowest</h2>" + _table(("Submission", "Seconds"), rows)


def _calls(like: Alike) -> str:
    if not like.calls:
        return ""
    rows = [(_cell(submission), _cell(exercise), _cell(path)) for submission, exercise, path in like.calls]
    head = (
        "<h2>Answers that call what the course has written</h2><p>They pass, because the package's function is right. "
        "Found by reading the code; who hides such a call is not found.</p>"
    )
    return head + _table(("Submission", "Exercise", "Calls"), rows)


def _alike(like: Alike) -> str:
    head = (
        "<h2>Answers that are alike</h2><p>The same function but for names, comments and the order in sums and "
        "products. This shows that they are alike, and nothing about how that came. A short function has one natural "
        "form, the book shows a solution of each, and who learns together writes alike. Functions below "
        f"{SMALL} nodes of the syntax tree, some five lines, are left out. Weigh a wrong answer that two share, and "
        "several in one pair, more than a right one.</p>"
    )
    if not like.groups and not like.near:
        return head + "<p>None.</p>"
    names = _shorter(
        [name for one in like.groups for name in one.submissions]
        + [name for one in like.near for name in (*one.one, *one.other)]
    )
    rows = [
        (
            _cell(one.exercise),
            _cell("as in the book" if one.book else "passed" if one.passed else "not passed"),
            _number(one.size),
            _number(len(one.submissions)),
            _cell(
                ", ".join(names[each] for each in one.submissions[:_NAMED])
                + (" …" if len(one.submissions) > _NAMED else "")
            ),
        )
        for one in like.groups
    ]
    shown = head
    if rows:
        shown += _table(("Exercise", "What it is", "Nodes", "How many", "Submissions"), rows[:_MOST_GROUPS])
    if len(rows) > _MOST_GROUPS:
        shown += f"<p>And {len(rows) - _MOST_GROUPS} more groups.</p>"
    shown += _near(like, names)
    if like.pairs:
        pairs = [
            (_cell(names[one]), _cell(names[other]), _number(len(shared)), _cell(", ".join(shared)))
            for one, other, shared in like.pairs[:_MOST_GROUPS]
        ]
        shown += "<h3>Pairs that are alike, or nearly, in several exercises, none of them as in the book</h3>"
        shown += _table(("One", "Other", "How many", "Exercises"), pairs)
    return shown


def _near(like: Alike, names: dict[str, str]) -> str:
    if not like.near:
        return ""
    rows = [
        (
            _cell(one.exercise),
            _cell("passed" if one.passed else "not passed"),
            _number(f"{100 * one.share:.0f} %"),
            *(_cell(", ".join(names[each] for each in some)) for some in (one.one, one.other)),
        )
        for one in like.near[:_MOST_GROUPS]
    ]
    more = f"<p>And {len(like.near) - _MOST_GROUPS} more.</p>" if len(like.near) > _MOST_GROUPS else ""
    return (
        "<h3>Nearly alike</h3><p>Two forms that have most of their pieces in common. A piece is a node of the syntax "
        f"tree with its children and theirs, and {100 * NEAR:.0f} % of all pieces or more are in both. So a line "
        "more, a changed number or another order shows. So does a natural form that two found by themselves. What is "
        "near to the book's solution is left out. Look at both before you say anything.</p>"
        + _table(("Exercise", "What they are", "In common", "One", "Other"), rows)
        + more
    )


def _shorter(names: Sequence[str]) -> dict[str, str]:
    """The paths of submissions without the folder that all lie in."""
    try:
        folder = os.path.commonpath([os.path.dirname(one) for one in names]) if names else ""
    except ValueError:  # some from here, some from the root
        folder = ""
    return {one: os.path.relpath(one, folder) if folder else one for one in names}


def _cell(text: str) -> str:
    # A long name may break after its parts.
    broken = re.sub(r"([._/])", r"\1<wbr>", html.escape(text))
    return f"<td>{broken}</td>"


def _number(value: object) -> str:
    return f'<td class="number">{value}</td>'


def _counted(count: int, most: int) -> tuple[str, str]:
    """A number, and a bar that shows it beside the others."""
    width = 100 * count / most if most else 0
    bar = f'<span class="bar" style="width:{width:.0f}%"></span>'
    return _number(count), f'<td class="picture" aria-hidden="true">{bar}</td>'


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{html.escape(one)}</th>' if one else "<td></td>" for one in names)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    begin = f'<div class="scroll" tabindex="0" role="group" aria-label="{html.escape(names[0])}">'
    return begin + f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
