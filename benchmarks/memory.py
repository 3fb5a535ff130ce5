"""Peak memory of one run, as the allocators report it.

NumPy reports its arrays to tracemalloc, PyTorch its tensors to its profiler. Both count what the run allocates beyond
what is there before, results included. What a library takes from the system by itself (oneDNN's and OpenBLAS's
workspace) is in neither.
"""

import tracemalloc
from collections.abc import Callable
from typing import Any


def of_numpy(run: Callable[[], Any]) -> int:
    """Bytes at the highest point of the run, beyond those at its start."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        result = run()
        _, peak = tracemalloc.get_traced_memory()
        del result
        return peak - before
    finally:
        tracemalloc.stop()


def of_torch(run: Callable[[], Any]) -> int:
    """The same for tensors: the highest sum over all that was allocated and freed, in order."""
    from torch.profiler import ProfilerActivity, profile

    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as recorded:
        result = run()
    events = [event for event in recorded.profiler.kineto_results.events() if event.name() == "[memory]"]
    held = peak = 0
    for event in sorted(events, key=lambda event: event.start_ns()):
        held += event.nbytes()
        peak = max(peak, held)
    del result
    return peak
