"""Files from outside become registrations; every row ends in one explained state."""
