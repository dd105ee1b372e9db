"""What the records say: what is due, coverage, figures, matches, duplicates."""
