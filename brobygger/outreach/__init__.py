"""The call list, the attempts, the script and what came of the call."""
