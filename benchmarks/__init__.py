"""Speed and memory of the kernels beside PyTorch and beside the reference cells: `make bench`, or

    python -m benchmarks --quick        in an environment with benchmarks/requirements.txt

A program, not a test: it prints what it measured and says which targets were met. `plan` says what is measured,
`numpy_contenders` and `torch_contenders` what runs, `measure` how, `summary` what becomes of the numbers, `report` and
`picture` how they are shown.
"""
