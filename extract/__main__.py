"""`python -m extract REPORT…`: land reports; exit 0 landed, 1 refused, 2 wrong usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

try:
    from .land import Landed, load, locked, same_rows, save, to_landed
    from .model import Refusal, Report
    from .sources import find
    from .sources import load as load_report
except ModuleNotFoundError as missing:
    sys.exit(
        f"extract: this Python has no {missing.name}:"
        " run make setup, then .venv/bin/python -m extract"
    )

RAW = Path(__file__).resolve().parent.parent / "seeds" / "raw"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call; returns its exit code."""
    args = _parser().parse_args(arguments)
    if not (args.reports or args.remove or args.list):
        _parser().error("name a report, --remove or --list")
    try:
        if args.list:
            for landed in load(args.into).values():
                print(_summary(landed))
            return 0
        return _land(args)
    except (OSError, ValueError) as error:
        print(Refusal(str(error)).line(str(args.into)), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m extract", description="Land NAV's TILT reports."
    )
    add = parser.add_argument
    add(
        "reports", nargs="*", metavar="REPORT", help="a .pdf, .txt or .xlsx, a folder or a glob"
    )
    add("--quiet", action="store_true", help="show neither progress nor what was landed")
    add("--replace", action="store_true", help="land a report again that has other content now")
    add(
        "--keep-going",
        action="store_true",
        help="land the good ones although others are refused",
    )
    add("--remove", action="append", default=[], metavar="REPORT_ID", help="take a report out")
    add("--list", action="store_true", help="show what is landed")
    add("--into", type=Path, default=RAW, metavar="DIR", help="where (default: seeds/raw)")
    return parser


def _land(args: argparse.Namespace) -> int:
    """Check every report, then land them all, or with --keep-going the good ones."""
    refused: list[str] = []
    read: list[tuple[Path, Report]] = []
    for path in find(args.reports):
        try:
            read.append((path, load_report(path, _progress(path, args.quiet))))
        except Refusal as refusal:
            refused.append(refusal.line(str(path)))
    said: list[str] = []
    with locked(args.into):
        landed = load(args.into)
        for report_id in args.remove:
            if landed.pop(report_id, None) is None:
                refused.append(Refusal("it is not landed", todo="see --list").line(report_id))
            said.append(f"{report_id}: removed")
        for path, report in read:
            try:
                said.append(_merge(landed, to_landed(report), args.replace))
            except Refusal as refusal:
                refused.append(refusal.line(str(path)))
        if args.keep_going or not refused:
            save(args.into, landed)
    for line in refused:
        print(line, file=sys.stderr)
    if not args.quiet and (args.keep_going or not refused):
        print(*said, sep="\n", end="\n" if said else "")
    return 1 if refused else 0


def _merge(landed: dict[str, Landed], new: Landed, replace: bool) -> str:
    """Add a report to the landed ones; returns what to say of it."""
    old = landed.get(new.report_id)
    if old and same_rows(old, new) and (new.sha256 == old.sha256 or not replace):
        return f"{_summary(old)}: unchanged"
    if old and not replace:
        raise Refusal(
            f"{new.report_id} is landed from {old.file} with other content",
            todo="--replace lands this one instead",
        )
    landed[new.report_id] = new
    return f"{_summary(new)}: {'replaced' if old else 'landed'}"


def _summary(landed: Landed) -> str:
    return f"{landed.report_id}  {len(landed.rows)} rows  {landed.pages} pages  {landed.file}"


def _progress(path: Path, quiet: bool) -> Callable[[int, int], None]:
    def show(done: int, pages: int) -> None:
        if not quiet and sys.stderr.isatty():
            end = "\n" if done == pages else ""
            print(
                f"\r{path.name}: page {done} of {pages}", end=end, file=sys.stderr, flush=True
            )

    return show


if __name__ == "__main__":
    sys.exit(main())
