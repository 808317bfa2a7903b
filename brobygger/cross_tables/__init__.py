"""Tables that somebody asks for: the rows, the columns and the filter that she chooses, counted in the registers."""
