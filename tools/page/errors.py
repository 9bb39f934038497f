"""What a user can put right."""


class ReportError(Exception):
    """Says in one line what is wrong and what to do."""
