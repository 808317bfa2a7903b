"""One story a file, in a real browser on real commits, served as in production."""
