"""The worker's day: my list, search, the case and the call."""
