"""Screening: signs of violence, the question, whether she wants help, and the right door.

An employee goes through the four steps with the person beside her or afterwards; a 'not now' plants a seed.
"""
