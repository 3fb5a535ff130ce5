"""What the learner sees of a diagnosis: the card as HTML and as text, the score and the file that keeps it."""
