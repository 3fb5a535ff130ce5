"""Chapter 1, feed-forward networks: its exercises in the order of the chapter, and the window puzzle."""

from lstmlab.exercises import ffnn_backward, ffnn_count, ffnn_forward, ffnn_loss, ffnn_windows
from lstmlab.exercises.specification import Puzzle


def _unmet(**controls):
    # The figure owns the sentence and knows which word decides; it is loaded only when the puzzle is checked.
    from lstmlab.figures import window_explorer

    return window_explorer.unmet(**controls)


WINDOW_PUZZLE = Puzzle(
    name="ffnn.window_puzzle",
    title="The smallest window that sees enough",
    chapter=1,
    points=1,
    section=("window-memory", "How far a window sees"),
    figure="WindowExplorer",
    task="Find the smallest window that still sees the word that decides how the sentence ends.",
    start={"width": 3},
    solution={"width": 11},
    unmet=_unmet,
    hints=(
        "Cover the sentence and uncover it from its end, word by word. Which word tells you what comes last?",
        "Count the words from the deciding word up to the last word before the gap, both included.",
    ),
)

EXERCISES = [
    ffnn_count.EXERCISE,
    ffnn_forward.EXERCISE,
    ffnn_loss.EXERCISE,
    ffnn_backward.EXERCISE,
    ffnn_windows.EXERCISE,
    WINDOW_PUZZLE,
]
