"""When Python looks for garbage: not while tens of thousands of values are being made, of which none is any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the search for garbage until what is done inside is over.

    Python looks again each time that some hundred objects were made, and each time through more of them; where many
    values are made at once, this takes as long as making them. What nothing refers to any more is freed at once all
    the same; only circles wait. Whoever turned the search off before keeps it off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
