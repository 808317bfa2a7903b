"""Offers of help, local and national: what they take, how to refer, and who last checked."""
