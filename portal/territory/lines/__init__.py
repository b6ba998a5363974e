"""The lines of the city's map: read from a file, stored as a whole."""
