"""The files that a call names, and each one's content read once.

One read for the hash, both PDF engines and the rows: a file that a download still writes
would be another one for each of them, and the hash would vouch for bytes that nobody had
checked.
"""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, tee
from pathlib import Path

from .read import pdf, text, xlsx
from .report.assemble import SourceFile, assemble
from .report.model import Refusal, Report
from .sandbox import each

FORMATS = ("pdf", "txt", "xlsx")
_HELP = {
    **dict.fromkeys(("xls", "xlsm", "xlsb", "ods"), "save the workbook as .xlsx"),
    **dict.fromkeys(("htm", "html"), "download the file that the page links to"),
}
_LARGEST = 200 << 20  # bytes; a report has less than one million


def find(names: Iterable[str]) -> list[Path]:
    """The files that names, folders and patterns mean, each once, in order of their names.

    A name that means nothing stays, for its reading to say why; so does an empty folder.
    """
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        try:
            inside = sorted(_inside(path))
        except (OSError, ValueError, NotImplementedError):  # no such folder, or pattern
            inside = []
        found |= dict.fromkeys(inside or [path])
    return list(found)


def _inside(path: Path) -> list[Path]:
    """What a folder or a pattern means; hidden files (`.name`) are no reports.

    A `**` follows no symbolic links: they may form a cycle.
    """
    if path.is_dir():
        found = [p for p in path.iterdir() if p.suffix[1:].lower() in FORMATS]
    elif glob.has_magic(str(path)) and not path.exists():
        pattern = str(path.relative_to(path.anchor))
        found = [p for p in Path(path.anchor).glob(pattern) if not p.is_dir()]
    else:
        return [path]
    return [p for p in found if not p.name.startswith(".")]


@dataclass(frozen=True)
class Begun:
    """A file of which PDFium has seen the pages, for camelot to read them too."""

    shown: pdf.Shown
    source: SourceFile


def begin(path: Path) -> Report | Begun:
    """The report in a file or, of a PDF, what PDFium shows of it; raises Refusal."""
    form = path.suffix[1:].lower()
    try:
        path.name.encode()
    except UnicodeEncodeError:
        raise Refusal("its name is not UTF-8", todo="rename the file") from None
    if form not in FORMATS and not path.is_dir():
        raise Refusal(f"not one of {', '.join(FORMATS)}", todo=_HELP.get(form, ""))
    content = _content(path)
    source = SourceFile(path.name, form, hashlib.sha256(content).hexdigest())
    if form == "pdf":
        return Begun(pdf.look_at(content), source)
    pages = xlsx.read(content, path.name) if form == "xlsx" else text.read(content)
    return assemble(pages, source)


def agreed(begun: Iterable[Report | Begun | Refusal]) -> Iterator[Report | Begun | Refusal]:
    """Each, or why it is refused: PDFs whose cells camelot reads otherwise than PDFium."""
    # lazily: with a list of all, a folder's PDFs would be in memory at the same time
    parts, again = tee(_parts(begun))
    read = zip(again, each(_check, parts), strict=True)
    for _, group in groupby(read, key=lambda pair: pair[0][0]):
        results = list(group)
        refused = (result for _, result in results if isinstance(result, Refusal))
        yield next(refused, results[0][0][1])


Part = tuple[int, Report | Begun | Refusal, pdf.Shown | None]
"""Which of the files it is, what was begun of it, and some pages for camelot to read."""


def _parts(begun: Iterable[Report | Begun | Refusal]) -> Iterator[Part]:
    """A PDF in parts: camelot is the slow reader, and two processes may share one report."""
    for n, one in enumerate(begun):
        shown = pdf.in_parts(one.shown) if isinstance(one, Begun) else [None]
        yield from ((n, one, pages) for pages in shown)


def _check(part: Part) -> None:
    _, begun, shown = part
    if isinstance(begun, Refusal):
        raise begun
    if shown:
        pdf.check_agreed(shown)


def finish(begun: Report | Begun) -> Report:
    """The report in a file that was begun, and agreed on; raises Refusal."""
    if isinstance(begun, Report):
        return begun
    return assemble(begun.shown.pages, begun.source)


def load_camelot(paths: Iterable[Path]) -> None:
    """Import camelot if a file needs it: once, while the first processes run without it."""
    if any(path.suffix.lower() == ".pdf" for path in paths):
        from .read import cells  # noqa: F401  0.5 s


def _content(path: Path) -> bytes:
    """The bytes of a regular file that nobody changed meanwhile."""
    try:
        if path.is_dir():
            raise Refusal("the folder holds no report")
        # opening a named pipe would wait for a writer otherwise
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise Refusal("it is no file")
            if before.st_size > _LARGEST:
                raise Refusal("the file is larger than a report")
            content = file.read(_LARGEST + 1)
        after = os.stat(path)
    except FileNotFoundError:
        raise Refusal("no such file", todo="name a file, a folder or a pattern") from None
    except OSError as error:
        raise Refusal(error.strerror or "it cannot be read") from None
    key = ("st_ino", "st_size", "st_mtime_ns")
    if (
        any(getattr(before, k) != getattr(after, k) for k in key)
        or len(content) != after.st_size
    ):
        raise Refusal("the file changed while it was read", todo="try again")
    if not content:
        raise Refusal("the file is empty", todo="fetch it again")
    return content
