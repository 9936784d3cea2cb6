"""Python's garbage collection in processes that serve for long: web servers and workers."""

import gc

# So many before the youngest are looked through: a page or a batch makes many, and few of them in circles.
NEW_OBJECTS = 10_000


def spare_what_is_loaded() -> None:
    """Call it once, when all modules are loaded: they stay, so that no collection need look through them again.

    A full collection then takes a few milliseconds in the middle of somebody's request, instead of a hundred. Processes
    forked later share the memory of what is loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
