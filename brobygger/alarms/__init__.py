"""Silence is heard: deadlines, who is told when they pass, and the proof that nobody has left unseen."""
