"""What can be wrong with what is to be scored."""


class ExtractionError(Exception):
    """The reports or their gold cannot be used; the message says which and why."""
