"""The gate: who may enter at all, for every path and every socket; default deny."""
