"""The editor's guide: ten minutes of reading in the admin, in four languages, with pictures of the demonstration city."""
