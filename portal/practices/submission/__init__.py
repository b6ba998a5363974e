"""The bank's own kind of submission: anybody tells of a practice, an editor makes its page."""
