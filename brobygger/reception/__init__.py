"""Reception: the programme's team receives those who came by any way in, and holds the first conversation.

What is known of the one who uses violence is kept here too, apart from everything that she has said.
"""
