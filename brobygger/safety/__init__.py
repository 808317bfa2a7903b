"""The safety plan: thirteen sections written with the person, in her or his words, and given only in the form chosen.

Nothing of it is ever sent. It is shown on the counsellor's screen, or printed so that nobody can see what it is.
"""
