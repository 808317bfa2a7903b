"""One's own calendar on the phone: a secret address with shifts and sessions, in words that say nothing of anyone."""
