"""Two rows that may be one person: shown beside each other, merged by someone who has looked, and split again."""
