"""The window puzzle of chapter 1: the smallest window that still sees the word that decides."""

from lstmlab.exercises.specification import Puzzle


def unmet(**controls):
    # The figure owns the sentence and knows which word decides; it is loaded only when the puzzle is checked.
    from lstmlab.figures.window_explorer import WindowExplorer

    return WindowExplorer.unmet(**controls)


PUZZLE = Puzzle(
    name="ffnn.window_puzzle",
    title="The smallest window that sees enough",
    chapter=1,
    points=1,
    section=("window-memory", "How far a window sees"),
    figure="WindowExplorer",
    task="Find the smallest window that still sees the word that decides how the sentence ends.",
    start={"width": 3},
    solution={"width": 11},
    unmet=unmet,
    hints=(
        "Cover the sentence and uncover it from its end, word by word. Which word tells you what comes last?",
        "Count the words from the deciding word up to the last word before the gap, both included.",
    ),
)
