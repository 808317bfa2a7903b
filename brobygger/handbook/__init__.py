"""Handbook: what a team has agreed on how it works, version by version, and who has read which."""
