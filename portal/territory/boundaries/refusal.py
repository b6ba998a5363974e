"""Why a file or one of its features was not taken, in words for whoever sent it."""


class BoundaryRefusal(Exception):
    """What is wrong: `message` (str) in the active language. Nothing of what it speaks of is stored."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = str(message)
