"""Meetings: of every kind that the house has, from plan to minutes, what was agreed, and when the next is due."""
