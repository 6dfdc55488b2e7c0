"""Product feeds, read row by row."""
