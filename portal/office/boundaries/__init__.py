"""The import of boundaries in the admin: a file, what its properties mean, a preview on a map, a report."""
