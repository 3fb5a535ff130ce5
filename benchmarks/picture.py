"""The stored measurements as a picture: the kernel's time beside torch.nn, size by size."""

from typing import Any

from benchmarks import summary
from benchmarks.plan import CELLS, DTYPES
from lstmlab.plots.palette import COLOURS, INK, MARKERS
from lstmlab.plots.picture import Picture, chart, number, plot

JITTER = 0.22  # so that the marks of the cells do not hide each other


def alt(results: dict[str, Any]) -> str:
    """What the picture shows, in words, from the same data."""
    rows, threads = shown(results)
    sentences = []
    for dtype in DTYPES:
        parts = []
        for cell in CELLS:
            ratios = [summary.beside_module(row) for row in summary.select(rows, cell=cell, dtype=dtype)]
            if ratios:
                mean = number(summary.geometric_mean(ratios))
                parts.append(f"{CELLS[cell]} {number(min(ratios))} to {number(max(ratios))}, geometric mean {mean}")
        if parts:
            sentences.append(f"{dtype}: {'; '.join(parts)}.")
    return (
        f"Time of the kernel divided by the time of torch.nn, {summary.threads(threads)}, for each size and cell; "
        f"below 1 the kernel is faster. {' '.join(sentences)}"
    )


@plot
def picture(results: dict[str, Any]) -> Picture:
    """A panel for each precision: sizes from top to bottom, a mark for each cell."""
    rows, _ = shown(results)
    figure, panels = chart(6.4, rows=len(DTYPES), sharex=True)
    sizes = list(dict.fromkeys(tuple(row["size"]) for row in rows))
    cells = [cell for cell in CELLS if summary.select(rows, cell=cell)]
    for axes, dtype in zip(panels, DTYPES, strict=True):
        axes.axvline(1.0, color=INK, linewidth=1.0)
        for k, cell in enumerate(cells):
            chosen = summary.select(rows, cell=cell, dtype=dtype)
            places = [sizes.index(tuple(row["size"])) + JITTER * (k - (len(cells) - 1) / 2) for row in chosen]
            ratios = [summary.beside_module(row) for row in chosen]
            axes.plot(ratios, places, MARKERS[k], color=COLOURS[k], markersize=6, label=CELLS[cell])
        axes.set_xscale("log")
        axes.set_yticks(range(len(sizes)), [", ".join(map(str, size)) for size in sizes])
        axes.invert_yaxis()
        axes.set_title(f"{dtype} (T, N, D, H)")
    ratios = [summary.beside_module(row) for row in rows]
    ticks = [tick for tick in (0.05, 0.1, 0.2, 0.5, 1, 2, 5) if min(ratios) / 2 < tick < max(ratios) * 2]
    panels[-1].set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    panels[-1].minorticks_off()
    panels[-1].set_xlabel("time of the kernel / time of torch.nn")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(cells))
    return Picture(figure, alt(results))


def shown(results: dict[str, Any]) -> tuple[list[summary.Row], int]:
    """The rows of the fewest threads, and how many that are."""
    fewest = min(row["threads"] for row in results["rows"])
    return summary.select(results["rows"], threads=fewest), fewest
