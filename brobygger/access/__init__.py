"""Who may see and do what: the whole policy, the actor, and the zones that the database enforces."""
