"""What stops a build."""


class BuildError(Exception):
    """In words of one line: what is wrong, where, and what to do."""
