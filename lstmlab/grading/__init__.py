"""Grades a class: each submission runs in a jail, and a judge that trusts none of them says what it is worth.

    jail side       inside (main) -> lock, needed, cells, near  runs the notebook, answers questions about its functions
    between them    wire, link                                  plain data with limits, over a socket
    judge's side    far -> judge -> records -> batch -> cli     asks, compares, writes one result file a submission
    given back      feedback, report                            pages: of a learner, of the class
    given on        roster -> course -> standing -> book, gradebook -> export -> exporting -> cli

The judge uses the specification and the diagnosis of lstmlab.checking as they are; that package does not know this one.
"""
