"""The stored measurements as Markdown: verdicts, means, and every time. No number in it is typed by hand."""

from typing import Any

from benchmarks import summary
from benchmarks.plan import CELLS, KERNEL, MODULE, PRODUCTS, REFERENCE, SCRATCH, Size, activation_bytes
from benchmarks.summary import Row, Verdict

TIMED = (KERNEL, REFERENCE, MODULE, SCRATCH, PRODUCTS)


def markdown(results: dict[str, Any]) -> str:
    """The whole report, without a heading of its own, so that a page of the book can take it in."""
    rows = results["rows"]
    parts = [
        origin(results),
        "## Targets",
        verdict_table(rows),
        "## Means over the sizes",
        "Geometric means of one time over another. The last two columns say what the kernel's matrix products take by "
        "themselves, beside the kernel and beside torch.nn.",
        mean_table(rows),
        "## Every size",
        "Milliseconds for one forward and one backward pass: the median over the rounds, in brackets the quartiles.",
        *(block for group in summary.groups(rows) for block in size_block(rows, *group)),
        "## Memory",
        "Kilobytes that one forward and one backward pass have allocated at their highest point.",
        memory_table(rows),
    ]
    return "\n\n".join(parts) + "\n"


def origin(results: dict[str, Any]) -> str:
    """Command, machine, versions, date."""
    machine = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    minutes = results["run_time_seconds"] / 60
    lines = [
        ("Command", f"`{results['command']}`"),
        ("Date", results["date"]),
        ("Run time", f"{minutes:.1f} minutes"),
        ("Processor", f"{machine['processor']}, {machine['cores']} cores, {machine['instructions']}"),
        ("System", machine["system"]),
        ("Versions", versions),
        ("Libraries", ", ".join(machine["libraries"])),
    ]
    return table(("What", "Value"), lines, "ll")


def verdict_table(rows: list[Row]) -> str:
    lines = [
        (each.target.text, CELLS[each.cell], limit(each), f"{each.figure:.3g}", each.where, verdict(each))
        for each in summary.verdicts(rows)
    ]
    return table(("Figure", "Cell", "Target", "Measured", "Worst of", "Verdict"), lines, "lllrll")


def limit(each: Verdict) -> str:
    return f"at {'most' if each.target.at_most else 'least'} {each.target.limit:g}"


def verdict(each: Verdict) -> str:
    aim = each.target.aim
    if not each.met:
        return "missed"
    if aim is None:
        return "met"
    return f"met, {'also' if each.figure <= aim else 'not'} the aim of {aim:g}"


def mean_table(rows: list[Row]) -> str:
    figures = {
        "Kernel / torch.nn": summary.beside_module,
        "Kernel / from scratch": summary.beside_scratch,
        "Reference / kernel": summary.faster_than_reference,
        "Products / kernel": summary.share_of_products,
        "Products / torch.nn": summary.products_beside_module,
    }
    lines = []
    for cell, dtype, threads in summary.groups(rows):
        chosen = summary.select(rows, cell=cell, dtype=dtype, threads=threads)
        means = (summary.geometric_mean(map(figure, chosen)) for figure in figures.values())
        lines.append((CELLS[cell], dtype, str(threads), *(f"{mean:.2f}" for mean in means)))
    return table(("Cell", "Precision", "Threads", *figures), lines, "llrrrrrr")


def size_block(rows: list[Row], cell: str, dtype: str, threads: int) -> tuple[str, str]:
    """A heading and a table of times for one cell, precision and number of threads."""
    lines = []
    for row in summary.select(rows, cell=cell, dtype=dtype, threads=threads):
        times = (time(row["seconds"][name]) for name in TIMED)
        lines.append((size(row), *times, f"{summary.beside_module(row):.2f}"))
    heads = ("T, N, D, H", *(name[0].upper() + name[1:] if name[0] != "t" else name for name in TIMED))
    heading = f"### {CELLS[cell]}, {dtype}, {summary.threads(threads)}"
    return heading, table((*heads, "Kernel / torch.nn"), lines, "lrrrrrr")


def time(seconds: list[float]) -> str:
    """Median and quartiles in milliseconds: "1.23 (1.20 to 1.31)"."""
    first, third = summary.quartiles(seconds)
    return f"{milliseconds(summary.median(seconds))} ({milliseconds(first)} to {milliseconds(third)})"


def milliseconds(seconds: float) -> str:
    """Three digits or so that count, and never an exponent."""
    value = 1e3 * seconds
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def memory_table(rows: list[Row]) -> str:
    fewest = min(row["threads"] for row in rows)
    names = (KERNEL, REFERENCE, MODULE, SCRATCH)
    lines = []
    for row in summary.select(rows, threads=fewest):
        peaks = (f"{row['peak_bytes'][name] / 1e3:.0f}" for name in names)
        needed = activation_bytes(row["cell"], Size(*row["size"]), row["dtype"])
        lines.append(
            (CELLS[row["cell"]], row["dtype"], size(row), *peaks, f"{needed / 1e3:.0f}", f"{summary.memory(row):.2f}")
        )
    heads = ("Cell", "Precision", "T, N, D, H", "Kernel", "Reference", "torch.nn", "From scratch", "Activations")
    return table((*heads, "Kernel / activations"), lines, "lllrrrrrr")


def size(row: Row) -> str:
    return ", ".join(map(str, row["size"]))


def table(heads: tuple[str, ...], lines: list[tuple[str, ...]], align: str) -> str:
    """A Markdown table; align has a letter a column, l or r."""
    rules = ["---:" if letter == "r" else "---" for letter in align]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, rules, *lines))
