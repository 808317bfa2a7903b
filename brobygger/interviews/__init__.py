"""Interviews and workshops of the evaluation: what was said, without names, its themes, and what the report quotes.

Whoever makes the report keeps them. A text is looked through for names and numbers before it is kept; a quotation is
taken from a text, and stands in the report where a person has chosen it.
"""
