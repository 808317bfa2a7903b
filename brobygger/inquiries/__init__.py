"""Inquiries: the open pages on which someone comes by herself, or another writes for her, without signing in."""
