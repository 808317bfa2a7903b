"""The volunteers: what each can, when she can, what she must have, and whom she must not meet."""
