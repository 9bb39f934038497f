"""A PDF's objects and content streams: parsed, changed, damaged."""

import base64
import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from random import Random

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?<<)(.*?)(>>\s*stream\r?\n)(.*?)(\s*endstream.*)", re.DOTALL)
_OPERATOR = re.compile(rb"\b(Tj|Td|Tf|Tm|BT|ET|re|q|Q|cm|l|m|T\*|n|S)\b")
_SYNTAX = b"()<>[]{}/% 0"
"""Bytes that change what the rest of a content stream means."""
WAYS = (
    *("cut", "cut before compression", "flipped", "flipped before compression"),
    *("syntax changed", "syntax inserted", "operator removed", "another length"),
    *("objects exchanged", "flipped anywhere", "removed anywhere"),
)
"""What may befall a PDF. Before compression: its checksum does not show it."""


def objects(data: bytes) -> dict[int, bytes]:
    """The objects of a PDF that reportlab wrote, by number, without `obj` and `endobj`."""
    return {int(number): body for number, body in _OBJECT.findall(data)}


def with_objects(data: bytes, changed: Mapping[int, bytes]) -> bytes:
    """The PDF with these objects, and a cross-reference table that is right for them."""
    at: dict[int, int] = {}
    file = BytesIO()
    file.write(b"%PDF-1.4\n")
    for number, body in {**objects(data), **changed}.items():
        at[number] = file.tell()
        file.write(b"%d 0 obj%sendobj\n" % (number, body))
    start, size = file.tell(), max(at) + 1
    table = [
        b"0000000000 65535 f ",
        *(b"%010d 00000 n " % at.get(n, 0) for n in range(1, size)),
    ]
    trailer = data[data.rindex(b"trailer") : data.rindex(b"startxref")]
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, trailer)
    file.write(b"xref\n0 %d\n%s\n%s" % (size, b"\n".join(table), trailer))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


def pages_of(data: bytes) -> list[int]:
    """The numbers of the content streams, page by page."""
    contents = (re.search(rb"/Contents (\d+) 0 R", body) for body in objects(data).values())
    return [int(found[1]) for found in contents if found]


def content(data: bytes, number: int) -> bytes:
    """What a content stream draws."""
    found = _STREAM.fullmatch(objects(data)[number])
    assert found
    raw = found[4]
    if b"ASCII85Decode" in found[2]:
        raw = base64.a85decode(raw.strip().removesuffix(b"~>"))
    return zlib.decompress(raw)


def with_content(data: bytes, number: int, drawn: bytes, packed: bytes | None = None) -> bytes:
    """The PDF with a content stream that draws something else, its length and checksum right.

    `packed` is written instead of the compressed content.
    """
    packed = zlib.compress(drawn) if packed is None else packed
    head = b"<</Filter/FlateDecode/Length %d>>" % len(packed)
    return with_objects(data, {number: b"%s\nstream\n%s\nendstream\n" % (head, packed)})


def damaged(data: bytes, way: str, rng: Random) -> bytes:
    """The PDF damaged in one of the WAYS, most of them in one page's content stream."""
    if way in ("flipped anywhere", "removed anywhere"):
        at = rng.randrange(len(data))
        flipped = _flipped(data, rng, rng.randint(1, 3))
        return flipped if way == "flipped anywhere" else data[:at] + data[at + 1 :]
    if way == "objects exchanged":
        found = objects(data)
        one, other = rng.sample(sorted(found), 2)
        return with_objects(data, {one: found[other], other: found[one]})
    number = rng.choice(pages_of(data))
    drawn = content(data, number)
    packed = zlib.compress(drawn)
    if way == "cut":
        return with_content(data, number, b"", packed[: rng.randrange(len(packed))])
    if way == "flipped":
        return with_content(data, number, b"", _flipped(packed, rng, rng.randint(1, 3)))
    if way == "another length":
        length = rng.choice([rng.randrange(len(packed)), len(packed) + rng.randint(2, 400)])
        body = objects(with_content(data, number, drawn))[number]
        body = re.sub(rb"/Length \d+", b"/Length %d" % length, body, count=1)
        return with_objects(data, {number: body})
    return with_content(data, number, _redrawn(drawn, way, rng))


def _flipped(data: bytes, rng: Random, bits: int) -> bytes:
    changed = bytearray(data)
    for place in rng.sample(range(len(data)), bits):
        changed[place] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _redrawn(drawn: bytes, way: str, rng: Random) -> bytes:
    """The content of a stream, damaged before it was compressed."""
    at = rng.randrange(len(drawn))
    if way == "cut before compression":
        return drawn[:at]
    if way == "flipped before compression":
        return _flipped(drawn, rng, 1)
    if way == "operator removed":
        chosen = rng.choice(list(_OPERATOR.finditer(drawn)))
        return drawn[: chosen.start()] + drawn[chosen.end() :]
    sign = bytes([rng.choice(_SYNTAX)])
    return drawn[:at] + sign + drawn[at + (way == "syntax changed") :]
