"""Closed group courses: who waits, who has a place, the sessions, who came, and what came of it.

Whether someone came and what the course gave are two things. A place is given to one person, and no yes is lost.
"""
