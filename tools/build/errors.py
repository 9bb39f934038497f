"""What stops a build.

One type for errors that a user can fix; anything else is a bug of the project and keeps its
traceback.
"""


class BuildError(Exception):
    """Its message is one line: what is wrong, where, and what to do."""
