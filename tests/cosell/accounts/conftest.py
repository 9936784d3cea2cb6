from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_attempts_so_far() -> Iterator[None]:
    """What one test's people tried does not count against those of the next."""
    cache.clear()
    yield
    cache.clear()
