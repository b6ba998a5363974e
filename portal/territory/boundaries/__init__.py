"""Boundaries of districts and neighbourhoods: read from GeoJSON, mended, stored with their dates, looked up and drawn."""
