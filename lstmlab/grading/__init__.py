"""Grades a class: each submission runs in a jail, and a judge that trusts none of them says what it is worth.

    jail side       inside (main) -> lock, needed, cells, near  runs the notebook, answers questions about its functions
    between them    wire, link                                  plain data with limits, over a socket
    judge's side    far -> session -> judge -> foreman          asks, compares, says what a submission is worth
    a class         records, version -> batch, cluster -> cli   one result file a submission, here or on many machines
    given back      feedback, report                            pages: of a learner, of the class
    given on        roster -> course -> standing -> book, gradebook -> export -> exporting -> cli; late, for nbgrader

The judge uses the specification and the diagnosis of lstmlab.checking as they are; that package does not know this one.
"""
