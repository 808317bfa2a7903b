"""Someone is erased: all that is hers goes, two persons stand behind it, and a certificate says what went and when."""
