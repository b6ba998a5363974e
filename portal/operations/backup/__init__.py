"""A backup is one folder: the database, the files that people brought, the secret, and a manifest that knows each of them.

Nothing derived is in it: the search, dictionaries and static files are made anew. The manifest is written last and the
folder gets its name at the very end, so a folder of that name is whole.
"""
