"""The sentences of the figures: templates, written once, in Python, and filled in here and, alike, by words.js.

A figure's `words` is a table of templates by name. What stands in braces is looked up in that table first, then among
the figure's controls, values and constants:

    {h}  {h[step]}  {h[step-1]}  {h[-1]}  {run.loss[step]}  {slipped.length}    a value, an item, a field, a length
    {given.h}  {all.h}   the control h, the value h: for names that both have
    {f:2}                two decimals, with a real minus sign
    {g:w2}               the same, in brackets where it is negative: a factor, or a term after a sign
    {loss:p} {rate:p3}   a number over many powers of ten: "0.25", "3.1 × 10⁻⁷"
    {exponent:e}         10 to this power; {exponent:-e} to minus this power
    {share:%1}           per cent, with one decimal
    {total:,}            a whole number with commas
    {n:# step|# steps}   one or many, with the number in place of #

A name of the table that holds a dict is a choice: {fate[end]} takes the template whose key is the value of `end` (true,
false and none are keys; "else" is what remains). A dict with "each" is a list: its template "say" is filled in for each
item of the value that "each" names, which is `item` then, at the place `key`, its own fields in scope as well. They are
joined with "between", the last one with "last".
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_FIELD = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")
_STEP = re.compile(r"\.(\w+)|\[((?:[^\[\]]|\[[^\]]*\])+)\]")
_MINUS = "−"


def fill(words: dict[str, Any], template: str, scope: dict[str, Any]) -> str:
    """A template with its fields filled in.

    Args:
        words: the figure's table.
        template: a template, of the table or another one.
        scope: values by name.

    Raises:
        KeyError: there is nothing of that name.
    """

    def field(match: re.Match[str]) -> str:
        path, form = match[1], match[2] or ""
        value = _look(words, path, scope)
        if re.match(r"\w+", path)[0] not in words:  # type: ignore[index]
            return shape(value, form)
        return _listed(words, value, scope) if isinstance(value, dict) else fill(words, value, scope)

    return _FIELD.sub(field, template)


def _listed(words: dict[str, Any], form: dict[str, str], scope: dict[str, Any]) -> str:
    items = _look(words, form["each"], scope)
    pairs = items.items() if isinstance(items, dict) else enumerate(items)
    said = [
        fill(words, form["say"], {**scope, **(item if isinstance(item, dict) else {}), "item": item, "key": key})
        for key, item in pairs
    ]
    between = form.get("between", ", ")
    if len(said) < 2:
        return "".join(said)
    return between.join(said[:-1]) + form.get("last", between) + said[-1]


def _look(words: dict[str, Any], path: str, scope: dict[str, Any]) -> Any:
    way, shift = re.fullmatch(r"(.*?)([+-]\d+)?", path).groups()  # type: ignore[union-attr]
    name = re.match(r"\w+", way)[0]  # type: ignore[index]
    value = words[name] if name in words else scope[name]
    for dot, inside in _STEP.findall(way[len(name) :]):
        key = dot or (inside if re.fullmatch(r"-?\d+", inside) else _look(words, inside, scope))
        if dot == "length":
            value = len(value)
        elif isinstance(value, dict):
            value = value[text(key)] if text(key) in value else value["else"]
        else:
            value = value[int(key)]
    return value + int(shift) if shift else value


def shape(value: Any, form: str = "") -> str:
    """A value as the form after the colon says."""
    if form == "":
        return text(value)
    if "|" in form:
        return form.split("|")[0 if value == 1 else 1].replace("#", f"{value:,}")
    if form == ",":
        return f"{value:,}"
    if form in ("e", "-e"):
        return ten_to(-value if form == "-e" else value)
    if form[0] == "p":
        return powers(value, int(form[1:] or 2))
    if form[0] == "%":
        return f"{fixed(100 * value, int(form[1:]))} %"
    if form[0] == "w":
        said = shape(value, form[1:])
        return f"({said})" if said.startswith(_MINUS) else said
    return fixed(value, int(form)).replace("-", _MINUS)


def text(value: Any) -> str:
    """A value as it is: 3 for 3.0, and the words true, false and none."""
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def fixed(value: float, digits: int) -> str:
    """A number with so many decimals, rounded as JavaScript's toFixed does, and never "-0.00"."""
    text = str(Decimal(float(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))
    return text.lstrip("-") if not text.strip("-0.") else text


def powers(value: float, digits: int = 2) -> str:
    """A number over many powers of ten, as JavaScript's `powers` writes it: "0.25", "12.5", "3.1 × 10⁻⁷"."""
    size = abs(value)
    if value == 0:
        return "0"
    if 0.01 <= size < 1000:
        places = 0 if size >= 100 else 1 if size >= 10 else digits if size >= 0.1 else digits + 1
        return fixed(value, places).replace("-", _MINUS)
    exact = Decimal(float(value))
    rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted() - 1), rounding=ROUND_HALF_UP)
    head = fixed(float(rounded.scaleb(-rounded.adjusted())), 1).replace("-", _MINUS)
    return f"{head} × {ten_to(rounded.adjusted())}"


def ten_to(exponent: int) -> str:
    """10 to a whole power: ten_to(-7) is "10⁻⁷"."""
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
