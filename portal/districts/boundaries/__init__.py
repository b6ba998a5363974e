"""Boundaries for everybody: the public GeoJSON files. Their import in the admin is portal/office/boundaries."""
