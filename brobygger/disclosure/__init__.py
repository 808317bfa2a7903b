"""What of a table may leave the house: which counts are hidden, so that no small one can be worked out.

It is judged by all that was ever given out, which is remembered here.
"""
