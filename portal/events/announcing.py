"""Keep what was announced: compare each publication with the one before, and note what readers should hear of."""


def connect():
    """Listen to publications, withdrawals and deletions of events."""
