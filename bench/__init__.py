"""Measurements: each module prints a ratio against a peer, on the same rows, in one run."""
