"""Boundaries for people: the import in the admin with its preview, and the public GeoJSON files."""
