"""What the agenda shows on pages of lower layers: on the home page, on those of a district and of a neighbourhood."""


def register():
    """Register the agenda's sections."""
