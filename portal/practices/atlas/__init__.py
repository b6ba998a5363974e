"""Where the practices of an answer are: drawn on the world or on one country, always with the same data as a table."""
