"""What ordinary documents print around tables, and what fonts say of their digits."""

import ctypes
import re
import zlib
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import playa
import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
import reportlab
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extract.__main__ import main
from extract.read import cells, pdf
from extract.read.agree import Anchors, Look, check_same_page, check_same_rows
from extract.read.frame import Frame
from extract.read.glyphs import DigitGlyphs
from extract.read.look import captioned
from extract.report.model import Head, Line, Page, Refusal
from extract.sandbox import each
from tests.facsimile.cases import Recipe
from tests.facsimile.compare import differences
from tests.facsimile.damage import page_count, with_pages
from tests.facsimile.draw import to_pdf
from tests.facsimile.drawn_report import DrawnReport
from tests.facsimile.layout import Layout
from tests.facsimile.streams import content, objects, pages_of, with_content, with_objects

from .read_back import rows


def small(code: str = "TILT140", months: int = 1) -> DrawnReport:
    return Recipe(code, 2026, months, seed=1, places=2, size=1).report()


@pytest.mark.parametrize("around", ["browser", "page number", "footer"])
@pytest.mark.parametrize(
    ("lines", "valign"), [("ruled", "bottom"), ("none", "top"), ("zebra", "top")]
)
def test_lines_alike_on_every_page_are_no_rows(around: Any, lines: Any, valign: Any) -> None:
    layout = Layout(lines=lines, valign=valign, around=around, footer=lines == "ruled")
    data, truth = to_pdf(small(), layout)
    assert differences(rows(pdf.read(data)), truth) == []


def test_a_frame_on_many_pages_keeps_no_picture_of_each() -> None:
    """Pages in small letters have pictures of 8 MB, and a process has 300."""
    report = Recipe("TILT170", 2023, 2, seed=1, places=25, size=1).report()
    layout = Layout(font="Times-Roman", around="browser", rows_per_page=3, footer=False)
    data, truth = to_pdf(report, layout)
    assert page_count(data) > 50
    [shown] = each(pdf.look_at, [data])
    assert isinstance(shown, pdf.Shown)
    assert differences(rows(shown.pages), truth) == []


@pytest.mark.parametrize("unframed", [1, 4])
def test_a_cover_may_lack_what_every_other_page_has(unframed: int) -> None:
    data, truth = to_pdf(small(), Layout(around="footer", unframed=unframed))
    if unframed == 1:
        assert differences(rows(pdf.read(data)), truth) == []
    else:
        with pytest.raises(Refusal):
            rows(pdf.read(data))


def test_page_numbers_count_the_pages() -> None:
    data, truth = to_pdf(small(), Layout(around="page number", footer=False))
    assert differences(rows(pdf.read(data)), truth) == []
    order = [n for n in range(page_count(data)) if n != 3]
    with pytest.raises(Refusal):
        rows(pdf.read(with_pages(data, order)))


def test_a_frame_is_alike_at_one_height_on_every_page_but_the_first() -> None:
    def page(number: int, foot: str = "ark", y: float = 20.0) -> tuple[int, list[Any]]:
        return number, [
            (500.0, f"I alt {number}00"),
            (y, f"{foot} {number}"),
            (9.0, f"{number}"),
        ]

    frame = frame_of(*(page(n) for n in range(1, 8)))
    assert frame.has(5, 20.3, "ark 5")
    assert not frame.has(5, 22, "ark 5")
    assert not frame.has(5, 20, "side 5")
    assert (frame.has(5, 9.0, "5"), frame.has(5, 9.0, "6")) == (True, False)
    odd = frame_of(*(page(n) for n in range(1, 6)), page(6, foot="side"), page(7))
    moved = frame_of(*(page(n) for n in range(1, 6)), page(6, y=24.0), page(7))
    few = frame_of(*(page(n) for n in range(1, 5)))
    assert not any(other.has(3, 20.0, "ark 3") for other in (odd, moved, few))


def frame_of(*pages: tuple[int, list[Any]]) -> Frame:
    frame = Frame()
    for number, places in pages:
        frame.narrow(number, places)
    return frame


def test_a_font_may_say_that_its_letters_reach_no_way_down() -> None:
    data, truth = to_pdf(small(), Layout(font="Vera", lines="none"))
    flat = re.sub(rb"/Descent -\d+", b"/Descent 0", data)
    assert flat != data
    assert differences(rows(pdf.read(flat)), truth) == []


@pytest.mark.parametrize("lines", ["ruled", "none"])
def test_punctuation_may_be_kerned_into_the_letter_before(lines: Any) -> None:
    data, truth = to_pdf(
        Recipe("TILT140", 2026, 1, seed=1, places=2, size=1).report(),
        Layout(lines=lines, by_glyph=True),
    )
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize(("every", "off"), [(1, 0.3), (5, 0.3), (1, 0.65)])
def test_a_text_may_be_drawn_again_for_boldness_after_all_others(
    every: int, off: float
) -> None:
    """As a program does that prints a page's bold texts in a second pass."""
    data, truth = to_pdf(small())
    number = pages_of(data)[3]
    drawn = content(data, number)
    again = []
    for found in islice(re.finditer(rb"BT 1 0 0 1 ([\d.]+) (.*?) ET", drawn), 0, None, every):
        font = re.findall(rb"/F\d [\d.]+ Tf", drawn[: found.start()])[-1]
        again.append(b"BT %b 1 0 0 1 %f %b ET" % (font, float(found[1]) + off, found[2]))
    bold = with_content(data, number, b" ".join([drawn, *again]))
    assert differences(rows(pdf.read(bold)), truth) == []
    other = re.sub(rb"\(([\d*]+)\)", rb"(8\1)", b" ".join(again))
    wrong = with_content(data, number, drawn + b" " + other)
    assert wrong != bold
    with pytest.raises(Refusal):
        pdf.read(wrong)


def test_kerned_letters_of_the_prose_are_not_looked_at() -> None:
    data, truth = to_pdf(small())
    [number, *_] = pages_of(data)
    drawn = content(data, number)
    on_top = b"BT /F1 9 Tf 60 300 Td (A) Tj 1 0 Td (V) Tj ET\n"
    altered = with_content(data, number, drawn + on_top)
    assert differences(rows(pdf.read(altered)), truth) == []


@pytest.mark.parametrize("size", [8, 24])
def test_a_shadow_may_be_as_far_away_as_its_letters_are_large(size: int) -> None:
    data, truth = to_pdf(small())
    [number, *_] = pages_of(data)
    title = b"BT /F1 %d Tf 60 300 Td (2026) Tj %f 0 Td (2026) Tj ET\n" % (size, 0.09 * size)
    shadowed = with_content(data, number, content(data, number) + title)
    assert differences(rows(pdf.read(shadowed)), truth) == []


def test_a_refusal_quotes_the_cell() -> None:
    data, truth = to_pdf(small())
    row = next(row for row in truth if re.fullmatch(r"\d\d\d", row.cells[0]))
    number = pages_of(data)[row.page - 1]
    old = b"(%b)" % row.cells[0].encode()
    drawn = content(data, number).replace(old, b"(14.265)", 1)
    with pytest.raises(Refusal) as refused:
        pdf.read(with_content(data, number, drawn))
    assert f"page {row.page}, row" in refused.value.line("report.pdf")
    assert ', column Gjennomsnitt says "14.265": not one number' in refused.value.line("r.pdf")


# -- what both readers must see


@pytest.mark.parametrize(
    ("camelot", "pdfium", "agree"),
    [
        ("46 Vestland", "46|Vestland", True),
        ("kontor\ufb01l", "kontorfil", True),  # one glyph of two letters
        ("Roms(cid:7)", "Romsa", True),  # a letter that one cannot decode
        ("Roms\ufffd", "Romsa", True),
        ("Kvinner", "Menn", False),
        ("03 Oslo", "05 Oslo", False),
        ("(cid:7)3 Oslo", "03 Oslo", False),  # a digit that one cannot decode
    ],
)
def test_two_readers_agree_on_digits_and_on_the_letters_that_both_know(
    camelot: str, pdfium: str, agree: bool
) -> None:
    rows_of = ([(camelot, "7", "*")], [Line(1, pdfium, ("7", "*"))])
    if agree:
        check_same_rows(*rows_of)
        check_same_page([camelot], pdfium.replace("|", " "))
    else:
        with pytest.raises(Refusal, match="one reader sees"):
            check_same_rows(*rows_of)
        with pytest.raises(Refusal, match="what the page shows and what its text says differ"):
            check_same_page([camelot], pdfium)


@pytest.mark.parametrize("values", [("7", "7"), ("7",), ("7", "**"), ("7", "")])
def test_two_readers_agree_on_every_number_and_star(values: tuple[str, ...]) -> None:
    line = [Line(1, "Menn", ("7", "*"))]
    check_same_rows([("Menn", "7", "*")], line)
    with pytest.raises((Refusal, ValueError)):
        check_same_rows([("Menn", *values)], line)
    with pytest.raises(Refusal, match="one reader sees 2 rows, the other 1"):
        check_same_rows([("Menn", "7", "*"), ("Kvinner", "7", "*")], line)


def test_what_a_hidden_layer_holds_is_refused() -> None:
    """Its text is there, and no reader of the page sees it."""
    data, _ = to_pdf(small())
    number = pages_of(data)[-1]
    free = max(objects(data)) + 1
    [(catalog, body)] = [(n, b) for n, b in objects(data).items() if b"/Catalog" in b]
    layers = b"/OCProperties <</OCGs [%d 0 R] /D <</OFF [%d 0 R]>>>> /Type /Catalog"
    [page] = [n for n, b in objects(data).items() if b"/Contents %d 0 R" % number in b]
    drawn = content(data, number)
    at = drawn.rindex(b"BT", 0, drawn.rindex(b"(Side"))
    drawn = drawn[:at] + b"/OC /Layer BDC BT 300 200 Td (7) Tj ET EMC\n" + drawn[at:]

    def with_layer(state: bytes) -> bytes:
        listed = (layers % (free, free)).replace(b"OFF", state)
        changed = {
            catalog: body.replace(b"/Type /Catalog", listed),
            free: b"\n<</Type /OCG /Name (Layer)>>\n",
            page: objects(data)[page].replace(
                b"/Resources <<", b"/Resources << /Properties <</Layer %d 0 R>>" % free
            ),
        }
        return with_objects(with_content(data, number, drawn), changed)

    with pytest.raises(Refusal, match="cannot be seen on the page"):
        pdf.read(with_layer(b"OFF"))
    with pytest.raises(Refusal, match=r"not one number|below the headings|neither header"):
        pdf.read(with_layer(b"ON"))


# -- fonts that say other digits than they draw

CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
3 beginbfrange <20> <34> <0020> <35> <35> <%b> <36> <36> <%b> endbfrange
1 beginbfrange <37> <FF> <0037> endbfrange endcmap end end"""
"""A ToUnicode map of Windows-1252's letters, and two places for those of 5 and 6."""


def with_maps(data: bytes, five: bytes, six: bytes) -> bytes:
    """The PDF with a ToUnicode map in each Helvetica, which says these for 5 and 6."""
    fonts = {n: body for n, body in objects(data).items() if b"/BaseFont /Helvetica" in body}
    cmap, free = CMAP % (five, six), max(objects(data)) + 1
    stream = b"\n<< /Length %d >>\nstream\n%b\nendstream\n" % (len(cmap), cmap)
    mapped = {
        n: body.replace(b"/Encoding", b"/ToUnicode %d 0 R /Encoding" % free)
        for n, body in fonts.items()
    }
    assert mapped
    return with_objects(data, {**mapped, free: stream})


def test_a_glyph_is_what_its_name_says() -> None:
    """Helvetica's glyphs are known by their names, whatever a map says."""
    data, truth = to_pdf(small())
    right = with_maps(data, b"0035", b"0036")
    assert differences(rows(pdf.read(right)), truth) == []
    with pytest.raises(Refusal, match=r'font Helvetica draws "[56]" and says "[56]"'):
        pdf.read(with_maps(data, b"0036", b"0035"))


def test_one_digit_of_two_glyphs_is_refused() -> None:
    """An embedded font whose glyphs have no names: its map says 6 twice."""
    data, _ = to_pdf(small(), Layout(font="Vera"))
    wrong = data
    for number in objects(data):
        if b"begincmap" in (drawn := unpacked(data, number)):
            wrong = with_content(wrong, number, drawn.replace(b"<0035>", b"<0036>"))
    assert wrong != data
    with pytest.raises(Refusal, match='2 glyphs that it says are "6"'):
        pdf.read(wrong)


def unpacked(data: bytes, number: int) -> bytes:
    """What a stream holds; nothing where the object is none, or not compressed."""
    try:
        return content(data, number)
    except (AssertionError, zlib.error):
        return b""


def test_a_glyph_of_an_embedded_font_is_what_its_character_map_says() -> None:
    """Of a composite font, as browsers write them."""
    vera = (Path(reportlab.__file__).parent / "fonts/Vera.ttf").read_bytes()
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 200)
    array = (ctypes.c_uint8 * len(vera)).from_buffer_copy(vera)
    font = pdfium_c.FPDFText_LoadFont(
        document, array, len(vera), pdfium_c.FPDF_FONT_TRUETYPE, True
    )
    text = pdfium_c.FPDFPageObj_CreateTextObj(document, font, 12)
    words = (ctypes.c_ushort * 4)(*map(ord, "156"), 0)
    pdfium_c.FPDFText_SetText(text, words)
    pdfium_c.FPDFPage_InsertObject(page, text)
    pdfium_c.FPDFPage_GenerateContent(page)
    file = BytesIO()
    document.save(file)
    document.close()
    data = file.getvalue()
    assert digits_of(with_five(data, b"0035")) == "156"
    with pytest.raises(Refusal, match='draws "5" and says "8"'):
        digits_of(with_five(data, b"0038"))


def with_five(data: bytes, five: bytes) -> bytes:
    """The PDF whose map says this of glyph 24, Vera's 5."""
    ranges = b"3 beginbfrange <0018> <0018> <%b> <0003> <0017> <0020> <0019> <0060> <0036>"
    number = int(re.findall(rb"/ToUnicode (\d+)", data)[0])
    drawn = content(data, number)
    drawn = re.sub(rb"\d beginbfrange.*?(?=endbfrange)", ranges % five, drawn, flags=re.DOTALL)
    return with_content(data, number, drawn)


def digits_of(data: bytes) -> str:
    """What the first page says, if its fonts draw the digits that they say."""
    document = playa.parse(data)  # which its pages do not keep
    glyphs = list(document.pages[0].glyphs)
    DigitGlyphs().check(glyphs)
    return "".join(str(glyph.text) for glyph in glyphs)


def test_one_picture_is_one_digit_on_all_pages() -> None:
    """One page has a font of its own: the same, but its map exchanges two digits."""
    data, _ = to_pdf(small(), Layout(font="Vera"))
    found = objects(data)
    free = max(found) + 1
    [(font, body)] = [(n, body) for n, body in found.items() if b"/ToUnicode" in body]
    [names] = [b for b in found.values() if b"%d 0 R" % font in b]
    map_number = int(re.findall(rb"/ToUnicode (\d+)", body)[0])
    drawn = content(data, map_number)
    swapped = drawn.replace(b"<0035>", b"<5>").replace(b"<0036>", b"<0035>")
    swapped = swapped.replace(b"<5>", b"<0036>")
    assert drawn != swapped
    page = [n for n, b in found.items() if b"/Contents" in b][-1]
    changed = {
        free: names.replace(b"%d 0 R" % font, b"%d 0 R" % (free + 1)),
        free + 1: body.replace(b"%d 0 R" % map_number, b"%d 0 R" % (free + 2)),
        free + 2: found[map_number],
        page: re.sub(rb"/Font \d+ 0 R", b"/Font %d 0 R" % free, found[page]),
    }
    same = with_objects(data, changed)
    assert pdf.read(same) == pdf.read(data)
    with pytest.raises(Refusal, match=r'what is read as "[56]" here is read as "[56]"'):
        pdf.read(with_content(same, free + 2, swapped))


# -- what is relied on of camelot


def test_camelot_reads_the_cells_between_the_edges_that_it_is_given() -> None:
    """Empty cells, too, lines of one cell, and no more than the tables; a page on its head."""
    data, truth = to_pdf(small(), Layout(lines="none", turned=2))
    looks = pdf.look_at(data).looks[1:]
    tables = cells.read_cells(data, looks)
    assert sorted(tables) == [look.page.number for look in looks]
    number = truth[0].page
    [table] = tables[number]
    found = [tuple(cell.split()) for row in table if row[1] for cell in row[1:]]
    drawn = [tuple(cell.split()) for row in truth if row.page == number for cell in row.cells]
    assert found == drawn
    [edges] = looks[number - 2].anchors
    anchors = Anchors((edges.xs[0], edges.xs[-1]), (edges.ys[0], edges.ys[-1]))
    [row] = table_between(data, looks[number - 2], anchors)
    assert sorted("".join(row).split()) == sorted(" ".join(map(" ".join, table)).split())
    above = Anchors(edges.xs, (edges.ys[0] + 900, edges.ys[0] + 800))
    [nothing] = table_between(data, looks[number - 2], above)
    assert set(nothing) == {""}


def table_between(data: bytes, look: Look, edges: Anchors) -> list[tuple[str, ...]]:
    """What camelot reads between these edges of a page."""
    [table] = cells.read_cells(data, [replace(look, anchors=[edges])])[look.page.number]
    return table


def test_camelot_takes_no_column_of_single_digits_for_a_vertical_line() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(200, 300))
    for n in range(12):
        canvas.drawString(100, 250 - 9 * n, str(n % 10))
    canvas.save()
    edges = Anchors((80, 120), tuple(258.0 - 9 * n for n in range(13)))
    look = Look(Page(1, Head()), "012345678901", [edges])
    [table] = cells.read_cells(file.getvalue(), [look])[1]
    assert [cell.strip() for (cell,) in table] == [*"012345678901"]


# -- python -m extract --look


def colours(path: Path) -> set[Any]:
    picture = Image.open(path).convert("RGB")
    return {color for _, color in picture.getcolors(1 << 20) or ()}


RED, BLUE, GREEN = (0xD7, 0x19, 0x1C), (0x1F, 0x6F, 0xB4), (0x2E, 0x9E, 0x4F)


def test_a_page_is_drawn_as_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data, _ = to_pdf(small(), Layout(lines="none"))
    Path("good.pdf").write_bytes(data)
    altered = with_content(
        data, pages_of(data)[-1], content(data, pages_of(data)[-1]).replace(b"Tj", b"Tj 1 Tr")
    )
    Path("bad.pdf").write_bytes(altered)
    assert main(["--look", "good.pdf", "3"]) == 0
    assert {BLUE, GREEN} < colours(Path("good_page_3.png"))
    assert RED not in colours(Path("good_page_3.png"))
    assert capfd.readouterr() == ("good_page_3.png\n", "good.pdf is read\n")
    assert main(["--look", "good.pdf", "99"]) == 1
    assert capfd.readouterr() == ("", "good.pdf: the PDF has no page 99\n")


def test_the_place_of_a_refusal_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    report = small()
    data, truth = to_pdf(report)
    row = next(row for row in truth if re.fullmatch(r"\d\d", row.cells[0]))
    number = pages_of(data)[row.page - 1]
    drawn = content(data, number).replace(b"(%b)" % row.cells[0].encode(), b"(2)")
    Path("bad.pdf").write_bytes(with_content(data, number, drawn))
    assert main(["--look", "bad.pdf", str(row.page)]) == 0
    assert "a count of 1 to 3" in capfd.readouterr().err
    assert {RED, BLUE, GREEN} < colours(Path(f"bad_page_{row.page}.png"))
    other = 2 if row.page != 2 else 3
    assert main(["--look", "bad.pdf", str(other)]) == 0
    picture = Image.open(f"bad_page_{other}.png").convert("RGB")
    page_alone = (0, 0, picture.width, picture.height - 80)  # the caption below it is red
    above = picture.crop(page_alone)
    assert RED not in {color for _, color in above.getcolors(1 << 20) or ()}


@pytest.mark.parametrize("words", ["30-39 {} år", "ord " * 99 + "{}"])
def test_the_caption_of_a_picture_can_be_read_to_its_last_letter(words: str) -> None:
    """In Norwegian, and as long as a refusal may be."""
    page = Image.new("RGB", (1190, 40), "white")
    drawn = [captioned(page, words.format(letter), "black").tobytes() for letter in "åøxx"]
    assert [drawn.count(one) for one in drawn] == [1, 1, 2, 2]
