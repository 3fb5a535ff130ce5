"""Training speed on the adding problem: sequences a second of an LSTM here and of torch.nn.LSTM, in the same run.

    python -m benchmarks.adding                     one thread, under a minute
    python -m benchmarks.adding --report            measure nothing: the table from adding.json

A run is what training does again and again: the forward pass over a batch, the loss, the backward pass, and an update
of all weights with Adam. Both nets start from the same weights and see the same batches, and their first losses are
compared before the clock starts. Rounds and medians are those of `benchmarks.measure`; the clock counts the seconds of
the processor, so that other programs disturb it little.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import summary
from benchmarks.plan import FULL, KERNEL, MODULE
from lstmlab import init, losses, network, optim
from lstmlab.cells import lstm
from lstmlab.tasks import adding

T, N, H = 100, 32, 32
RATE, BATCHES = 0.01, 16
DTYPES = ("float32", "float64")
OUTPUT = Path(__file__).resolve().parent.parent / "book" / "results" / "benchmarks"


def ours(params: Any, batches: list) -> Callable[[], float]:
    """One update of our net with each call; the loss before it."""
    optimizer = optim.adam(RATE)
    now = [params, optimizer.init(params), 0]

    def run() -> float:
        xs, targets = batches[now[2] % len(batches)]
        loss, grads, _ = network.loss_and_gradients(lstm, now[0], (xs, targets), losses.mse, mode="many-to-one")
        now[:2] = optimizer.update(grads, now[1], now[0])
        now[2] += 1
        return float(loss)

    return run


def theirs(params: Any, batches: list) -> Callable[[], float]:
    """The same with torch.nn.LSTM, torch.nn.Linear and torch.optim.Adam."""
    import torch

    in_torch = [(torch.from_numpy(xs), torch.from_numpy(targets)) for xs, targets in batches]
    net = torch.nn.LSTM(2, H, dtype=in_torch[0][0].dtype)
    readout = torch.nn.Linear(H, 1, dtype=in_torch[0][0].dtype)
    cell, last = params.cell, params.readout
    values = (cell.W_x.T, cell.W_h.T, cell.b, np.zeros_like(cell.b), last[0].T, last[1])
    weights = [*net.parameters(), *readout.parameters()]
    with torch.no_grad():
        for weight, value in zip(weights, values, strict=True):
            weight.copy_(torch.from_numpy(np.ascontiguousarray(value)))
    optimizer = torch.optim.Adam(weights, lr=RATE)
    step = [0]

    def run() -> float:
        xs, targets = in_torch[step[0] % len(in_torch)]
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(readout(net(xs)[0][-1]), targets)
        loss.backward()
        optimizer.step()
        step[0] += 1
        return loss.item()

    return run


def problem(dtype: str) -> tuple[Any, list]:
    """First weights, and batches of the adding problem."""
    rng = np.random.default_rng(0)
    params = init.network(rng, lstm, 2, H, 1, np.dtype(dtype).type)
    return params, [adding.batch(rng, N, T, np.dtype(dtype).type) for _ in range(BATCHES)]


def measure() -> dict[str, Any]:
    """Seconds of each round, by precision and net."""
    import torch
    from threadpoolctl import threadpool_limits

    from benchmarks import measure as measuring

    torch.set_num_threads(1)
    rows = []
    with threadpool_limits(1):
        for dtype in DTYPES:
            runs = {KERNEL: ours(*problem(dtype)), MODULE: theirs(*problem(dtype))}
            np.testing.assert_allclose(runs[KERNEL](), runs[MODULE](), rtol=1e-4)
            seconds, _ = measuring.rounds(runs, FULL, clock=time.process_time)
            rows.append({"dtype": dtype, "seconds": seconds})
        machine = measuring.machine()
    return {
        "command": "python -m benchmarks.adding",
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine | {"cores": os.cpu_count()},
        "size": {"T": T, "N": N, "H": H},
        "rows": rows,
    }


def markdown(results: dict[str, Any]) -> str:
    """The table of the stored numbers, and what made them."""
    size = results["size"]
    lines = ["| precision | lstmlab, sequences a second | torch.nn, sequences a second | lstmlab / torch.nn |"]
    lines.append("| --- | ---: | ---: | ---: |")
    for row in results["rows"]:
        speeds = (f"{size['N'] / summary.median(row['seconds'][name]):,.0f}" for name in (KERNEL, MODULE))
        lines.append(f"| {row['dtype']} | {' | '.join(speeds)} | {summary.ratio(row, MODULE, KERNEL):.2f} |")
    versions = ", ".join(f"{name} {version}" for name, version in results["machine"]["versions"].items())
    rounds = min(len(row["seconds"][KERNEL]) for row in results["rows"])
    made = (
        f"T = {size['T']}, H = {size['H']}, batches of {size['N']}, one thread. Made by `{results['command']}` on "
        f"{results['date']} with {versions}: medians of at least {rounds} rounds, "
        "in each of which both had a turn, in seconds of the processor."
    )
    return "\n".join([*lines, "", made]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.adding", description="Sequences a second.")
    parser.add_argument("--report", action="store_true", help="measure nothing: the table from adding.json")
    stored = OUTPUT / "adding.json"
    if not parser.parse_args().report:
        stored.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
    text = markdown(json.loads(stored.read_text(encoding="utf-8")))
    (OUTPUT / "adding.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
