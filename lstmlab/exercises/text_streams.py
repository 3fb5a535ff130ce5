"""Exercise text.stream_batches: a long text as streams side by side, and their next symbols."""

import numpy as np

from lstmlab.exercises import text_streams_whole as whole
from lstmlab.exercises.specification import Case, Exercise, Mistake


def stream_batches(codes, n, t):
    L = (len(codes) - 1) // n
    X = codes[: n * L].reshape(n, L).T
    Y = codes[1 : n * L + 1].reshape(n, L).T
    for start in range(0, L - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


def _cases(rng):
    def case(length, n, t, label, dtype=np.int64):
        return Case({"codes": rng.integers(0, 50, size=length).astype(dtype), "n": n, "t": t}, label)

    # The numbers in order: what stands in a block shows where in the text it comes from.
    in_order = {"codes": np.arange(41), "n": 3, "t": 4}
    yield Case(in_order, "the numbers 0 to 40 in order: L is 13, three blocks of 4 fit, a rest is dropped")
    yield case(41, 3, 4, "a text that leaves a rest: incomplete blocks are dropped")
    yield case(25, 3, 4, "a text that fits exactly, with the one character more that the last target needs")
    yield case(24, 3, 4, "a text as long as n times a whole number of blocks: the last target is missing")
    yield case(43, 4, 3, "another number of streams and steps, int32", np.int32)
    yield case(14, 1, 5, "one stream")
    yield case(15, 5, 1, "blocks of one step")
    yield case(13, 2, 6, "a single block")
    yield case(9, 2, 5, "a text too short for a block: no batch at all")


EXERCISE = Exercise(
    name="text.stream_batches",
    title="Streams side by side",
    chapter=10,
    points=3,
    section=("text-streams", "Streams and a carried state"),
    arguments={"codes": "T", "n": None, "t": None},
    returns="blocks 2 t n",
    cases=_cases,
    worked=stream_batches,
    tested="texts that fit exactly and texts that leave a rest, one stream and several, blocks of one step, and a text "
    "that is too short",
    mistakes=(
        Mistake(
            name="streams-do-not-continue",
            behaves_like="one whose streams do not continue from batch to batch: each batch is cut from the text by "
            "itself",
            question="Take column 0 of two batches, one after the other. Do they read as one text?",
            pointer="First cut the text into n long streams. Then cut the streams into blocks of t steps.",
            function=whole.do_not_continue,
            others=(whole.do_not_continue_with_the_rest,),
        ),
        Mistake(
            name="interleaved",
            behaves_like="one that deals the characters out like cards: neighbours in a stream are n characters apart",
            question="Take column 0 of your X. Is it a piece of the text?",
            pointer="A reshape to (n, L) puts each stream into a row. One to (L, n) deals the characters out.",
            edits=(
                ("X = codes[: n * L].reshape(n, L).T", "X = codes[: n * L].reshape(L, n)"),
                ("Y = codes[1 : n * L + 1].reshape(n, L).T", "Y = codes[1 : n * L + 1].reshape(L, n)"),
            ),
            alone=True,
        ),
        Mistake(
            name="streams-rounded-down",
            behaves_like="one whose streams are only as long as their whole blocks: the later ones begin too early",
            question="With 41 characters, n = 3 and t = 4: where does stream 1 begin?",
            pointer="L = (len(codes) - 1) // n comes first. What does not fill a block is dropped at the end of each "
            "stream.",
            function=whole.rounded_down,
        ),
        Mistake(
            name="next-stream",
            behaves_like="one whose targets stand one stream further, not one step",
            question="What comes after the first character of stream 0: its second one, or the first of stream 1?",
            pointer="Along which axis do you shift? Shift the text itself, before it is cut.",
            function=whole.next_stream,
        ),
        Mistake(
            name="rows-cut",
            behaves_like="one that cuts between streams where it should cut between steps: the streams still stand in "
            "rows",
            question="After reshape(n, L), what is a row: a stream, or a step?",
            pointer="Time comes first here. Turn rows and columns round before you cut blocks.",
            function=whole.rows_cut,
        ),
        Mistake(
            name="block-reshaped",
            behaves_like="one that reshapes a block from (n, t) to (t, n) where it should be transposed",
            question="Take column 0 of your X. Is it a piece of the text?",
            pointer="`.T` turns rows into columns. `reshape` reads row after row and only changes where lines break.",
            function=whole.block_reshaped,
        ),
        Mistake(
            name="all-at-once",
            behaves_like="one that gives one pair with all blocks in it, and not a pair for each block",
            question="How often does your function hand something over?",
            pointer="`yield` one pair (X, Y) for each block, each (t, n).",
            function=whole.all_at_once,
        ),
        Mistake(
            name="targets-missing",
            behaves_like="one that yields X without Y",
            question="What is the network's output compared with?",
            pointer="`yield X..., Y...` hands a pair over.",
            function=whole.inputs_alone,
        ),
        Mistake(
            name="one-hot",
            behaves_like="one that already makes one-hot rows of X",
            question="What shape does the exercise ask for: (t, n), or one axis more?",
            pointer="Whole numbers here. The one-hot rows are made of each block when it is used.",
            function=whole.one_hot_rows,
        ),
        Mistake(
            name="last-target-lost",
            behaves_like="one that looks for the targets in the streams themselves, where the last has none, and "
            "so may lose a block",
            question="Which symbol follows the last one of stream 0 in the text?",
            pointer="Cut the targets from the whole text, which goes on where a stream ends.",
            function=whole.targets_in_the_stream,
        ),
        Mistake(
            name="one-step-between",
            behaves_like="one that leaves out a step between two blocks",
            question="Where does block 0 end, and where does block 1 begin?",
            pointer="The targets need one symbol more, the blocks do not: they begin t steps apart.",
            edits=(("t + 1, t)", "t + 1, t + 1)"),),
        ),
        Mistake(
            name="begins-not-multiplied",
            behaves_like="one that makes the right number of blocks, each only one step after the one before",
            question="With t = 4: at which step does the second block begin?",
            pointer="The number of a block is not yet its first step.",
            edits=(("range(0, L - t + 1, t)", "range(L // t)"),),
        ),
        Mistake(
            name="targets-not-shifted",
            behaves_like="one whose targets are the characters that are just read",
            question="The network reads 'q'. What should it say: 'q', or what comes after it?",
            pointer="Print a column of X and of Y side by side. Y has to be one symbol later.",
            edits=(("codes[1 : n * L + 1]", "codes[: n * L]"),),
        ),
        Mistake(
            name="two-ahead",
            behaves_like="one whose targets are two symbols later",
            question="Print a column of X and of Y side by side. How far is Y ahead?",
            pointer="Y is one symbol later, not two.",
            edits=(("codes[1 : n * L + 1]", "np.roll(codes, -2)[: n * L]"),),
        ),
        Mistake(
            name="target-before",
            behaves_like="one whose targets are the symbols before",
            question="Print a column of X and of Y side by side. Which one is ahead?",
            pointer="`np.roll(codes, 1)` moves the text to the right: each place then holds the symbol before.",
            edits=(("codes[1 : n * L + 1]", "np.roll(codes, 1)[: n * L]"),),
        ),
        Mistake(
            name="swapped",
            behaves_like="one that yields the targets first",
            question="In which order does the exercise name the two?",
            pointer="X is what is read, Y what comes after. X goes first.",
            edits=(
                (
                    "yield X[start : start + t], Y[start : start + t]",
                    "yield Y[start : start + t], X[start : start + t]",
                ),
            ),
        ),
        Mistake(
            name="sequences-first",
            behaves_like="one that yields (n, t): sequences first, time second",
            question="Which axis is time in this course?",
            pointer="Time comes first: (t, n).",
            edits=(
                (
                    "yield X[start : start + t], Y[start : start + t]",
                    "yield X[start : start + t].T, Y[start : start + t].T",
                ),
            ),
        ),
        Mistake(
            name="incomplete-block-kept",
            behaves_like="one that also yields the incomplete block at the end",
            question="What shape does your last batch have?",
            pointer="Stop where a whole block of t steps does not fit any more.",
            edits=(("L - t + 1, t)", "L, t)"),),
        ),
        Mistake(
            name="last-block-lost",
            behaves_like="one that drops the last block although it is complete",
            question="With L = 8 and t = 4: at which steps do blocks begin?",
            pointer="A block may begin at L - t. Does your `range` reach it?",
            edits=(("L - t + 1, t)", "L - t, t)"),),
        ),
        Mistake(
            name="overlapping",
            behaves_like="one whose blocks overlap: each begins one step after the one before",
            question="With t = 4: at which step does the second block begin?",
            pointer="`range` has a third argument.",
            edits=(("t + 1, t)", "t + 1)"),),
        ),
        Mistake(
            name="no-room-for-the-last-target",
            behaves_like="one that forgets that the last target needs one more character, and goes round to the start",
            question="What follows the last character of the text?",
            pointer="The targets need one character more than the inputs: only len(codes) - 1 can be read.",
            edits=(
                ("(len(codes) - 1) // n", "len(codes) // n"),
                ("codes[1 : n * L + 1]", "np.roll(codes, -1)[: n * L]"),
            ),
            others=(whole.zero_at_the_end,),
        ),
        Mistake(
            name="no-room-raises",
            behaves_like="one that takes L = len(codes) // n, where the last target may be missing",
            question="What follows the last character of the text?",
            pointer="The targets need one character more than the inputs: only len(codes) - 1 can be read.",
            edits=(("(len(codes) - 1) // n", "len(codes) // n"),),
        ),
        Mistake(
            name="target-from-its-own-start",
            behaves_like="one that shifts each stream by itself: the last target of a stream is its own first symbol",
            question="Which symbol follows the last one of stream 0 in the text?",
            pointer="Shift the whole text by one before you cut it into streams.",
            function=whole.rolled_in_each_stream,
            others=(whole.rolled_in_each_block,),
        ),
        Mistake(
            name="n-and-t-exchanged",
            behaves_like="one that makes t streams of n steps",
            question="How many columns does your X have?",
            pointer="n streams side by side, t steps in a batch.",
            function=whole.exchanged,
        ),
        Mistake(
            name="first-batch-only",
            behaves_like="one that ends after the first batch",
            question="How many batches does your function give?",
            pointer="`return` in a loop ends it. `yield` hands a batch over and goes on.",
            function=whole.first_only,
        ),
        Mistake(
            name="streams-shuffled",
            behaves_like="one that yields the blocks from the end to the beginning",
            question="The state is carried from batch to batch. Which block has to come next?",
            pointer="Blocks come in the order of the text.",
            edits=(("range(0, L - t + 1, t)", "reversed(range(0, L - t + 1, t))"),),
        ),
    ),
)
