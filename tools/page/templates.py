"""Jinja templates: the page, the picture of the star schema.

Jinja's defaults escape nothing and print an empty text for a name that is not there.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates(folder: Path) -> Environment:
    """The templates in a folder: text is escaped, and a name without a value is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
