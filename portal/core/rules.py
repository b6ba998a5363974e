"""Rules of the page tree that need no page type's name."""

HOME_DEPTH = 2


def under_home(parent):
    """Tell whether `parent` (Page) is a home page: the first level below the root."""
    return parent.depth == HOME_DEPTH
