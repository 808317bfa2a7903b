"""Who did or saw what, when: append-only and sealed in a chain, without anyone's words."""
