"""Errors that a user can fix.

Any other exception is a bug of the project and keeps its traceback.
"""


class PageError(Exception):
    """Says in one line what is wrong and what to do."""
