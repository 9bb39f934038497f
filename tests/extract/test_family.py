"""The nine reports of one month as PDF, text and workbook: each form lands the same rows."""

from pathlib import Path

import pytest

from extract.__main__ import main as extract
from tests.facsimile.book import filename, to_xlsx
from tests.facsimile.compare import differences, landed
from tests.facsimile.draw import to_pdf
from tests.facsimile.drawn_report import DrawnReport, Printed
from tests.facsimile.family import ENDED, NEW_NAME, OLD_NAME, nine_reports
from tests.facsimile.text import to_text

MONTHS = {"may 2026": (2026, 5), "december 2023": (2023, 12)}


def write(report: DrawnReport, form: str, folder: Path) -> tuple[Path, list[Printed]]:
    """The report's file in this form, and the rows that it prints."""
    path = folder / f"{report.code}.{form}"
    if form == "xlsx":
        data, truth = to_xlsx(report)
        path = folder / filename(report)
    elif form == "pdf":
        data, truth = to_pdf(report)
    else:
        text, truth = to_text(report, headings_until=12)
        data = text.encode()
    path.write_bytes(data)
    return path, truth


@pytest.mark.slow
@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("form", ["pdf", "txt", "xlsx"])
def test_every_form_lands_what_nav_prints(
    month: str, form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    year, months = MONTHS[month]
    reports = nine_reports(year, months)
    files = [write(report, form, tmp_path) for report in reports]
    raw = tmp_path / "raw"
    assert extract(["--quiet", "--into", str(raw), *(str(path) for path, _ in files)]) == 0
    warnings = capfd.readouterr().err
    assert warnings.count('without the section "Tiltak og kommune"') == 9 * (year < 2025)
    for report, (_, truth) in zip(reports, files, strict=True):
        report_id = f"{report.code}_{report.updated_on}"
        assert differences(landed(raw, report_id), truth) == []


def test_the_family_is_what_nav_prints() -> None:
    """Two names in one year, a tiltak of stars alone, one block of kommuner, three statuses."""
    by_code = {report.code: report for report in nine_reports(2023, 12)}
    labels = {
        code: [member.label for member in report.sections[0].blocks[0].members]
        for code, report in by_code.items()
    }
    assert {OLD_NAME, NEW_NAME} < set(labels["TILT140"])
    assert ENDED in labels["TILT170"]
    assert len(labels["TILT100"]) == 9
    stars = [
        member.values
        for block in by_code["TILT170"].sections[0].blocks
        for member in block.members
        if member.label == ENDED
    ]
    assert stars == [(None,) * 13]
    assert {len(report.sections) for report in by_code.values()} == {8}
    assert {len(r.sections[1].blocks) for c, r in by_code.items() if c != "TILT170"} == {3}
    now = nine_reports(2026, 5)
    assert {len(report.sections) for report in now} == {9}
    assert len(now[0].sections[-1].blocks) == 1
    assert now[0].heading("Tiltak og kommune") == "Tiltaksdeltakere og kommune"
