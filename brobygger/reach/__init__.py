"""Reach: resource persons, training, and campaigns that count themselves without following anyone."""
