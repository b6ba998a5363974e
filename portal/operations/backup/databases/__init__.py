"""How each kind of database is saved and loaded: modules with the same functions `save`, `load`, `size_of`, `replaced`."""
