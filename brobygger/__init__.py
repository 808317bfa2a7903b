"""From the moment someone sees that a person may need help to the moment help is given and counted."""
