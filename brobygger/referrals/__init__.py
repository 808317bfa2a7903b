"""Consent in its exact words, and the package that carries a person on to help."""
