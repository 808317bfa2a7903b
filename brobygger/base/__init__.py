"""The dozen words that every room shares: Decision, Machine, codes, classed fields, sealed text, the common look."""
