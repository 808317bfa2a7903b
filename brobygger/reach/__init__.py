"""Reach: resource persons, their meetings, training, and campaigns that count themselves without following anyone."""
