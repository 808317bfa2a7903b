"""Brobygger carries a person from the moment someone sees that she may need help to the moment help is given and counted."""
