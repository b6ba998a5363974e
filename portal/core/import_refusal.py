"""Why something was not imported, in one line for whoever sent it."""


class Refusal(Exception):
    """What is wrong with a file or a record: `message` in the active language, `line` of the file (0: the whole file)."""

    def __init__(self, message, line=0):
        super().__init__(str(message))
        self.message = str(message)
        self.line = line
