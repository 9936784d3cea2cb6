"""A store that does not answer is one kind of fault, whichever store it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from azure.core.exceptions import AzureError


class StoreAway(OSError):
    """The store of files cannot be reached, or cannot do it now. It may later."""


@contextmanager
def told_as_store_away() -> Iterator[None]:
    """What Azure's library raises, raised as ``StoreAway``."""
    try:
        yield
    except AzureError as error:
        raise StoreAway(f"the blob storage answered: {type(error).__name__}") from error
