"""The thread: a registration in a programme, its state, and the worker who holds it."""
