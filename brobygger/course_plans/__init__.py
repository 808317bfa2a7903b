"""A plan for several courses at once: when, where and with whom, with the wishes that it breaks and why none is better.

The program proposes, a person changes it and makes it. Why two who wait are not placed together is told to nobody.
"""
