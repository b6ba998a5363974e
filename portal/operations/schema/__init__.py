"""The tables of a new database in one file for each kind of database, so that a new portal need not migrate.

Rendering the 270 states between the first migration and the last takes a minute; the tables they end in take a second.
"""
