"""How the interpreter runs a server: collected rarely, and switching threads soon."""

import gc
import sys

GC_THRESHOLDS = (20_000, 20, 50)
# The database's thread gets its turn after this long, not after the usual five milliseconds.
SWITCH_S = 0.001


def tune() -> None:
    """Call once everything that lives as long as the server is loaded."""
    gc.collect()
    # what is there now is not looked at again by each collection
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    sys.setswitchinterval(SWITCH_S)
