"""How much memory the measured process held at most."""

import sys

_MIB = 1024 * 1024


def peak_memory_mib() -> float | None:
    """The peak resident set of this process in MiB, as the system counts it (`getrusage(2)`, `ru_maxrss`).

    It is of the process' whole life, whoever used it, so it says something of a system that runs in this
    process and of the largest one so far. None where the platform does not tell (Windows).
    """
    if sys.platform == "win32":
        return None
    import resource  # not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MIB if sys.platform == "darwin" else peak * 1024 / _MIB
