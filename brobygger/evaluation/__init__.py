"""The figures, from kept counts that equal a full recount."""
