"""One file a submission: written whole and put into its place in one step, as soon as the submission is graded.

    FOLDER/seed             the secret seed of the cases, made once
    FOLDER/results/*.json   what each submission is worth, and the card of each exercise

A run that is stopped, in whatever way, loses at most what it was grading at that moment. A submission is graded again
when its contents, the seed, or anything on which the verdict depends (version.py) is no longer that of its result.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from lstmlab.checking.display.card import Card
from lstmlab.grading.judge import Grade
from lstmlab.grading.version import version

FORM = 3
MOST_LETTERS = 4_000
MOST_PARAGRAPHS = 60
# How a file is called that is not in its place yet; and seconds after which nobody is at work on it any more.
_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.tmp")
_OLD = 600.0


@dataclass(frozen=True)
class Record:
    """The result of one submission.

    Attributes:
        submission: its path, as it is shown. key: of its contents.
        reason: why it could not be graded; empty where it could.
        grades: of its exercises, in the order of the book.
        seconds: that it took. jail: in which it ran. graded: when.
        remarks: what has to be said beside it, such as that it was made with another version.
        place: where the submission lies, in letters that any text can hold.
    """

    submission: str
    key: str
    reason: str = ""
    grades: tuple[Grade, ...] = ()
    seconds: float = 0.0
    jail: str = ""
    graded: str = ""
    place: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Where the submission lies, whatever its name is made of."""
        return os.fsdecode(unquote_to_bytes(self.place))

    @property
    def points(self) -> int:
        return sum(one.points for one in self.grades)

    @property
    def max_points(self) -> int:
        return sum(one.max_points for one in self.grades)


class Store:
    """The results in a folder, which is made if it is not there. seed: None takes the folder's own."""

    def __init__(self, folder: Path, seed: int | None = None) -> None:
        self._folder = folder / "results"
        self._folder.mkdir(parents=True, exist_ok=True)
        sweep(self._folder)
        self.seed = _seed(folder / "seed") if seed is None else seed
        self._version = f"{FORM} {version()} {hashlib.sha256(str(self.seed).encode()).hexdigest()[:16]}"

    def file(self, path: str) -> Path:
        """Where the result of the submission at a path is kept."""
        whole = os.fsencode(os.path.abspath(path))
        name = re.sub(r"[^A-Za-z0-9._-]", "_", os.path.basename(path).encode("ascii", "replace").decode())
        return self._folder / f"{name.lstrip('.-')[:60]}-{hashlib.sha256(whole).hexdigest()[:12]}.json"

    def all(self) -> list[tuple[str, Record]]:
        """All results in the folder, whatever their seed, by their submissions; each with the name of its file."""
        files = sorted(self._folder.glob("*.json"))
        found = [(file.stem, record) for file in files if (record := self._load(file)) is not None]
        return sorted(found, key=lambda one: one[1].submission)

    def load(self, path: str, key: str | None = None) -> Record | None:
        """The result of a submission; None where there is none, or none of these contents, seed and version."""
        return self._load(self.file(path), self._version, key)

    def _load(self, file: Path, version: str = f"{FORM} ", key: str | None = None) -> Record | None:
        try:
            content = json.loads(file.read_bytes())
            if not content["version"].startswith(version) or (key is not None and content["key"] != key):
                return None
            grades = tuple(_grade(one) for one in content["grades"])
            known = ("submission", "key", "reason", "seconds", "jail", "graded", "place")
            return Record(**{name: content[name] for name in known}, grades=grades, remarks=tuple(content["remarks"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def save(self, path: str, record: Record) -> Record:
        """Keep a result, with every text in a form that can be shown anywhere."""
        done = replace(record, graded=datetime.now(UTC).isoformat(timespec="seconds"), place=_place(path))
        content = _clean({"version": self._version, **asdict(done)})
        write(self.file(path), json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8"))
        return self.load(path) or done


def _place(path: str) -> str:
    return quote_from_bytes(os.fsencode(os.path.abspath(path)), safe="/ !#$&'()+,:;=@[]^_`{}~")


def write(file: Path, data: bytes) -> None:
    """Write a file whole: under another name first, then put in its place. What is on the disk is never half of it."""
    temporary = file.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with open(temporary, "xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def secret(file: Path, text: str) -> str:
    """What a file of secrets says; with this text, which only its owner can read, where there is none.

    It is there whole or not at all: a program that is ended here leaves no empty secret to the next one.
    """
    if file.exists() and not file.stat().st_size:
        file.unlink()  # nobody could keep a secret by it
    if not file.exists():
        temporary = file.with_name(f".{secrets.token_hex(6)}.tmp")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(f"{text}\n")
        place(temporary, file)
    return file.read_text("ascii").strip()


def place(made: Path, file: Path) -> None:
    """Put a file that is whole into its place, where nobody else has been quicker."""
    try:
        os.link(made, file)
        made.unlink()
    except FileExistsError:
        made.unlink()
    except OSError:  # a file system without links
        os.replace(made, file)


def sweep(folder: Path) -> None:
    """Remove what a program that was killed had not put into its place yet."""
    for left in folder.glob(".*.tmp"):
        with contextlib.suppress(OSError):
            if _TEMPORARY.fullmatch(left.name) and time.time() - left.stat().st_mtime > _OLD:
                left.unlink()


def _seed(file: Path) -> int:
    """The seed of a folder; a new one where there is none."""
    found = secret(file, str(secrets.randbits(62)))
    try:
        return int(found)
    except ValueError:
        raise ValueError(f"{file}: expected a whole number; remove it, and all is graded again") from None


def shown(text: str, limit: int = MOST_LETTERS) -> str:
    """A text of somebody else's in a form that harms no terminal, table or page: no control letters, and not too long.

    A lone half of a letter, and what turns the direction of writing, are shown by a sign in their place.
    """
    plain = text[: limit + 1].translate(_SHOWN)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


class _Letters(dict[int, str]):
    """How each letter is shown. Those of everyday are looked up once: a class has ten million of them."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        harmless = letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        found = letter if harmless else "\N{REPLACEMENT CHARACTER}"
        if code < 0x10000:
            self[code] = found
        return found


_SHOWN = _Letters()


def _clean(thing: Any) -> Any:
    if isinstance(thing, str):
        return shown(thing)
    if isinstance(thing, dict):
        return {shown(str(name), 200): _clean(one) for name, one in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [_clean(one) for one in thing[:MOST_PARAGRAPHS]]
    return thing


def _grade(content: dict[str, Any]) -> Grade:
    card = content["card"]
    return Grade(**{**content, "mistakes": tuple(content["mistakes"]), "card": None if card is None else _card(card)})


def _card(content: dict[str, Any]) -> Card:
    example, section = content["example"], content["section"]
    return Card(**{
        **content,
        **{name: tuple(content[name]) for name in ("paragraphs", "findings", "hints", "notes")},
        "example": (example[0], tuple(example[1])),
        "section": None if section is None else tuple(section),
    })  # fmt: skip


def broken(path: str, key: str, reason: str) -> Record:
    """The result of a submission that cannot be graded."""
    return Record(os.fsencode(path).decode("utf-8", "replace"), key, reason)


def of(path: str, key: str, grades: Sequence[Grade], seconds: float, jail: str, remarks: Sequence[str] = ()) -> Record:
    """The result of a submission that was graded."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return Record(name, key, "", tuple(grades), round(seconds, 3), jail, remarks=tuple(remarks))
