"""The limits that a child puts on itself before it looks at a file."""

import signal

from offers.intake.limits import Bounds

# The parent kills first; this is for a child whose parent was killed.
ORPHAN_SECONDS = 5


def confine(bounds: Bounds) -> None:
    """Bound this process for good: memory, CPU, size and number of its files, its life. Root is bound too."""
    try:
        import resource
    except ImportError:  # Windows: there the parent's timeout alone holds.
        return
    for kind, limit, beyond in (
        (resource.RLIMIT_AS, bounds.memory_bytes, 0),
        # The signal that says which limit it was comes at the lower one, plain death at the higher one.
        (resource.RLIMIT_CPU, bounds.cpu_seconds, 1),
        (resource.RLIMIT_FSIZE, bounds.written_bytes, 0),
        (resource.RLIMIT_NOFILE, bounds.open_files, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        # Never above what is allowed already: only root may raise a limit, and nobody needs to.
        allowed = resource.getrlimit(kind)[1]
        most = limit + beyond if allowed == resource.RLIM_INFINITY else min(limit + beyond, allowed)
        resource.setrlimit(kind, (min(limit, most), most))
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds + ORPHAN_SECONDS)
