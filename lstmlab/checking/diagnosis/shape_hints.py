"""Why an array may have the shape it has: a guess, and hints in two steps."""

from lstmlab.checking.diagnosis import letters


def guess(title: str, axes: str | None, got: tuple[int, ...], right: tuple[int, ...]) -> tuple[str, str, str]:
    """A guess in a few words (empty where there is none), and two hints.

    Args:
        title: what the array is called, as said to the learner.
        axes: its letters, such as "T N H".
        got, right: the shape that came and the shape that is right; they differ.
    """
    names = letters.axes(axes) or [f"axis {k}" for k in range(len(right))]
    called = [name if name.startswith("axis") else f"the axis {name}" for name in names]
    if got == right[::-1]:
        return (
            "transposed",
            f"Which axis of {title} should come first?",
            "Look for a `.T` too many or too few, and for the order of the two sides of `@`.",
        )
    if sorted(got) == sorted(right):
        return (
            "axes in another order",
            "In which order do the axes stand in the exercise?",
            "Time comes first here: (T, N, H). Look at the `axis` of `np.stack`, or at the order of your loops.",
        )
    if tuple(size for size in got if size != 1) == tuple(size for size in right if size != 1):
        many = len(got) > len(right)
        return (
            "an axis of length 1 " + ("too many" if many else "too few"),
            "Which line adds or removes an axis of length 1?",
            "`keepdims=True` and a slice `[t:t + 1]` keep an axis of length 1; an index `[t]` and a sum without "
            "`keepdims` remove it.",
        )
    if len(got) == len(right) - 1:
        lost = [k for k in range(len(right)) if right[:k] + right[k + 1 :] == got]
        if lost:
            return (
                f"{called[lost[0]]} is missing",
                f"Where does {called[lost[0]]} get lost?",
                "An index, a sum or a mean along an axis removes it, and so does a loop that keeps its last value.",
            )
    if len(got) == len(right) + 1:
        more = [k for k in range(len(got)) if got[:k] + got[k + 1 :] == right]
        if more:
            return (
                "one axis too many",
                "Over which axis did you forget to sum, or which index to take?",
                "A bias is shared by all rows of a batch, so its gradient is summed over them.",
            )
    if len(got) == len(right) and sum(a != b for a, b in zip(got, right, strict=True)) == 1:
        k = next(k for k in range(len(got)) if got[k] != right[k])
        count = got[k] - right[k]
        return (
            f"{abs(count)} {'too many' if count > 0 else 'too few'} along {names[k]}" if abs(count) <= 2 else "",
            f"How many entries along {names[k]} does the exercise ask for?",
            "Count by hand for the smallest case: where does your loop or slice start, and where does it end?",
        )
    return (
        "",
        f"Write the shape of every array on the way to {title}. Where does it stop being what you expect?",
        "Print the shapes line by line with the arrays of one case.",
    )
