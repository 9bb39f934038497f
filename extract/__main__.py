"""`python -m extract REPORT…`: land reports; exit 0 landed, 1 refused, 2 wrong usage."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

try:
    from .files import find, load
    from .report.model import Refusal
    from .sandbox import each
    from .store.archive import Archive
    from .store.landed import (
        DamagedStoreError,
        Landed,
        Line,
        Store,
        opened,
        said,
        same_rows,
        to_landed,
    )
    from .store.seeds import REPORTS, Seeds
except ModuleNotFoundError as missing:
    sys.exit(
        f"extract: this Python has no {missing.name}:"
        " run make setup, then .venv/bin/python -m extract"
    )

RAW = Path(__file__).resolve().parent.parent / "seeds" / "raw"
ARCHIVE = "NAV_TILT_ARCHIVE"
"""The variable that names the archive, for this command and for dbt; without it: seeds/raw."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call; returns its exit code."""
    args = _parser().parse_args(arguments)
    if not (args.reports or args.remove or args.list or args.copy):
        _parser().error("name a report, --copy, --remove or --list")
    if args.list and (args.reports or args.remove or args.copy):
        _parser().error("--list stands alone")
    store = _store(args)
    try:
        if args.list:
            return _list(store)
        return _land(args, store)
    except OSError as error:
        refusal = Refusal(
            error.strerror or str(error), todo="land in a folder that can be written"
        )
        print(refusal.line(str(error.filename or store.folder)), file=sys.stderr)
    except DamagedStoreError as damage:
        print(Refusal(str(damage)).line(str(store.folder)), file=sys.stderr)
    return 1


def _store(args: argparse.Namespace) -> Store:
    archive = args.archive or (not args.into and os.environ.get(ARCHIVE))
    return Archive(Path(archive)) if archive else Seeds(args.into or RAW)


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
    add(
        "--copy",
        type=Path,
        metavar="DIR",
        help="land what is landed in DIR: seeds/raw, or an archive",
    )
    where = parser.add_mutually_exclusive_group()
    add = where.add_argument
    add("--into", type=Path, metavar="DIR", help="a folder of CSV seeds (default: seeds/raw)")
    add("--archive", metavar="DIR", help=f"a folder of Parquet files (default: ${ARCHIVE})")
    return parser


def _list(store: Store) -> int:
    if store.folder.exists():
        with opened(store):
            listed = store.listed()
        for report, n_rows in listed:
            print(_summary(report, n_rows))
    return 0


def _land(args: argparse.Namespace, store: Store) -> int:
    """Check every report, then land them all, or with --keep-going the good ones."""
    refused: list[str] = []
    read: list[tuple[Path, Landed]] = []
    paths = find(args.reports)
    show = len(paths) > 1 and not args.quiet and sys.stderr.isatty()
    for n, (path, new) in enumerate(zip(paths, each(_read, paths), strict=True), start=1):
        if isinstance(new, Refusal):
            refused.append(new.line(str(path)))
        else:
            read.append((path, new))
        if show:
            end = "\n" if n == len(paths) else ""
            print(f"\r{n} of {len(paths)} read", end=end, file=sys.stderr, flush=True)
    read += [(args.copy, landed) for landed in _copied(args.copy)]
    done: list[str] = []
    store.folder.mkdir(parents=True, exist_ok=True)
    with opened(store):
        landed = store.get({*args.remove, *(new.report_id for _, new in read)})
        changes: dict[str, Landed | None] = {}
        for report_id in args.remove:
            if landed.pop(report_id, None) is None:
                refused.append(Refusal("it is not landed", todo="see --list").line(report_id))
            else:
                changes[report_id] = None
            done.append(f"{report_id}: removed")
        for path, new in read:
            try:
                done.append(_merge(landed, changes, new, args.replace))
            except Refusal as refusal:
                refused.append(refusal.line(str(path)))
        if args.keep_going or not refused:
            store.save(changes)
    for line in refused:
        print(line, file=sys.stderr)
    if not args.quiet and (args.keep_going or not refused):
        print(*done, sep="\n", end="\n" if done else "")
    return 1 if refused else 0


def _read(path: Path) -> Landed:
    return to_landed(load(path))


def _copied(folder: Path | None) -> list[Landed]:
    """All that is landed in another store."""
    if folder is None:
        return []
    store: Store = Seeds(folder) if (folder / REPORTS).exists() else Archive(folder)
    landed: dict[str, Landed] = {}
    if folder.exists():
        with opened(store):
            landed = store.get([report[0] for report, _ in store.listed()])
    if not landed:
        raise DamagedStoreError(f"nothing is landed in {folder}")
    return list(landed.values())


def _merge(
    landed: dict[str, Landed], changes: dict[str, Landed | None], new: Landed, replace: bool
) -> str:
    """Add a report to the landed ones and to the changes; returns what to say of it."""
    old = landed.get(new.report_id)
    if old and same_rows(old, new) and (new.sha256 == old.sha256 or not replace):
        return f"{_summary(old.report, len(old.rows))}: unchanged"
    if old and changes.get(new.report_id):
        raise Refusal(
            f"{old.file} of this call is {new.report_id} too, with other content",
            todo="leave one of them out",
        )
    if old and not replace:
        raise Refusal(
            f"{new.report_id} is landed from {old.file} with other content",
            todo="--replace lands this one instead",
        )
    landed[new.report_id] = changes[new.report_id] = new
    how = "replaced" if old else "landed"
    return f"{_summary(new.report, len(new.rows))}: {how}"


def _summary(report: Line, n_rows: int) -> str:
    pages, file = said(report, "source_pages"), said(report, "source_file")
    return f"{report[0]}  {n_rows} rows  {pages} pages  {file}"


def _command() -> int:
    """Run one call that ends well when it is told to: no reader works on, no traceback."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `--list | head`
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # else the caller is `nohup`
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        return main()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(_command())
