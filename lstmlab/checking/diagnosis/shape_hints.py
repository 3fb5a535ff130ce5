"""Why an array may have the shape it has: a guess."""

from typing import Any

from lstmlab.checking.diagnosis import letters


def guess(axes: str | None, got: tuple[int, ...], right: tuple[int, ...]) -> tuple[str, dict[str, Any]]:
    """The id of a problem with a shape, and what is to be filled in.

    Args:
        axes: the letters of the array, such as "T N H".
        got, right: the shape received and the shape that is right; they differ.
    """
    names = letters.axes(axes)
    if got == right[::-1]:
        return "shape.transposed", {}
    if sorted(got) == sorted(right):
        return "shape.axes-in-another-order", {}
    if tuple(size for size in got if size != 1) == tuple(size for size in right if size != 1):
        return "shape.one-too-many" if len(got) > len(right) else "shape.one-too-few", {}
    if len(got) == len(right) - 1:
        lost = [k for k in range(len(right)) if right[:k] + right[k + 1 :] == got]
        if lost:
            k = lost[0]
            return ("shape.lost-axis", {"axis": names[k]}) if names else ("shape.lost-unnamed-axis", {"axis": k})
    if len(got) == len(right) + 1 and any(got[:k] + got[k + 1 :] == right for k in range(len(got))):
        return "shape.axis-too-many", {}
    if len(got) == len(right) and sum(a != b for a, b in zip(got, right, strict=True)) == 1:
        k = next(k for k in range(len(got)) if got[k] != right[k])
        more, axis = got[k] - right[k], names[k] if names else f"axis {k}"
        if abs(more) > 2:
            return "shape.another-length-along", {"axis": axis}
        return "shape.too-many-along" if more > 0 else "shape.too-few-along", {"n": abs(more), "axis": axis}
    return "shape.other", {}
