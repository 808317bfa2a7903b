"""Extracts: what goes on paper to anyone but the person herself, with what must not be told taken out.

Whoever makes one sees each line and each word that is hidden, and a second person reads it where the one who uses
violence may come to read it too. What may not be told to that one cannot be put back.
"""
