"""The team's weekly hours: which shifts there are, who wishes what, and a plan that says what it could not meet.

The leader asks for a plan of some weeks, changes it by hand, and publishes it. When someone falls ill the fewest
changes are proposed, and nothing is changed before the leader says so.
"""
