"""The sheets in a workbook's file, or the word of help for a file that is none.

openpyxl fails on each of these files with another error of its parsers, none of which says
what to do.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import Any

from ..report.model import Refusal

_LARGEST = 100 << 20  # bytes unpacked; a year's report has two million
_OLE = b"\xd0\xcf\x11\xe0"  # the container of old workbooks, and of those with a password
_HTML = re.compile(rb"\s*<(!doctype html|html|head|body|table|meta)", re.IGNORECASE)
_SAVE = "save it as an Excel workbook (.xlsx)"


def sheets(content: bytes) -> list[Any]:
    """openpyxl's sheets of a workbook, with their styles; raises Refusal."""
    _check_kind(content)
    import openpyxl  # 0.2 s, only for a workbook

    from .shown import check_extensions

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    check_extensions(archive.read(name).decode("utf-8", "replace"), name[14:])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's on styles and extensions it skips
            return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets)
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise Refusal("it is no workbook, or a damaged one", todo="fetch it again") from error


def _check_kind(content: bytes) -> None:
    """Refuse what is no .xlsx, whatever its name says, with what to do about each."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refusal("the workbook has a password", todo="save it without one")
        raise Refusal("it is a workbook of before 2007 (.xls)", todo=_SAVE)
    text = content[:1000].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(text):
        raise Refusal(
            "it is a page of a website (HTML)", todo="download the file that the page links to"
        )
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        raise Refusal("it is a workbook of 2003 (XML)", todo=_SAVE)
    if text.startswith(b"%PDF"):
        raise Refusal("it is a PDF", todo="let its name end in .pdf")


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is too large, or no .xlsx."""
    if sum(member.file_size for member in archive.infolist()) > _LARGEST:
        raise Refusal("the workbook is larger than a report")
    names = set(archive.namelist())
    if "content.xml" in names:
        raise Refusal("it is an OpenDocument spreadsheet (.ods)", todo=_SAVE)
    if "xl/workbook.bin" in names:
        raise Refusal("it is a binary workbook (.xlsb)", todo=_SAVE)
    if "xl/vbaProject.bin" in names:
        raise Refusal("the workbook has macros (.xlsm)", todo=_SAVE)
