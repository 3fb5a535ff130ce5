"""What is true of an answer: problems, known mistakes, findings, the smallest example."""
