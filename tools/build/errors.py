"""What stops a build.

One type for what a user can put right; anything else is a fault of ours and keeps its
traceback.
"""


class BuildError(Exception):
    """In words of one line: what is wrong, where, and what to do."""
