"""Who they are, how they may safely be reached, and how the same person is recognised again."""
