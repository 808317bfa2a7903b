"""Mailbox: a code name and a code word by which someone comes back without saying who she is.

The lines between her and the team lie in it, and are sent nowhere.
"""
