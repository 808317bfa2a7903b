"""What the law asks of the one who sees danger: the police, or the municipality for a child's sake."""
