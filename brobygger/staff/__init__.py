"""Organisations, zones, workers and their roles; nobody comes in without an invitation."""
