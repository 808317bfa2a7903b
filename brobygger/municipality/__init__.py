"""Municipality: how one municipality runs the programme, copied from one that works.

Its departments and who works in them, its ways in, its rooms, and how far someone may stay anonymous.
"""
