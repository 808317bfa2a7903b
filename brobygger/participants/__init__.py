"""What belongs to someone who takes part in a course, beside the place in it.

The outcome forms that are filled in before, at the end and half a year later; the map of the network that is drawn
with whoever leads; what someone gives the others of the course, and with whom; and the follow-up.
"""
