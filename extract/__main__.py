"""`python -m extract REPORT…`: land reports; exit 0 landed, 1 refused, 2 wrong usage.

Reports of a call land together or not at all: half a folder is neither the old data nor the
new, and the next call could not know which half. `--keep-going` asks for the good ones.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

_LACKS = "extract: this Python has no {}: run make setup, then .venv/bin/python -m extract"
if not __package__:  # run as a folder, from anywhere: `python /path/to/extract`
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
try:
    from extract.files import Begun, agreed, begin, find, finish, load_camelot
    from extract.report.head import SECTIONS
    from extract.report.model import Refusal, Report, shortened
    from extract.sandbox import each
    from extract.store.archive import Archive
    from extract.store.landed import (
        CsvLine,
        DamagedStoreError,
        Landed,
        Store,
        field_of,
        opened,
        same_rows,
        to_landed,
    )
    from extract.store.seeds import REPORTS, Seeds
    from tools.atomic import write_file
except ModuleNotFoundError as missing:
    sys.exit(_LACKS.format(missing.name))

RAW = Path(__file__).resolve().parent.parent / "seeds" / "raw"
ARCHIVE = "NAV_TILT_ARCHIVE"
"""The variable that names the archive, for this command and for dbt; without it: seeds/raw."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call; returns its exit code."""
    args = _arguments(arguments)
    folder = args.archive or args.into or str(RAW)
    try:
        if args.look:
            return _look(*args.look)
        store = _store(args)
        return _list(store) if args.list else _land(args, store)
    except Refusal as refusal:
        print(refusal.line("extract"), file=sys.stderr)
    except DamagedStoreError as damage:
        print(Refusal(str(damage)).line(folder), file=sys.stderr)
    except OSError as error:
        todo = "land in a folder that can be written, on a disk that is not full"
        line = Refusal(error.strerror or str(error), todo=todo).line(
            os.fsdecode(error.filename or folder)
        )
        print(line, file=sys.stderr)
    return 1


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of a call; exits with 2 where they are not usable."""
    args = _parser().parse_args(arguments)
    # `--remove ID report.pdf` names a report to land, too
    args.reports += [word for word in args.remove if Path(word).exists()]
    args.remove = [word.upper() for word in args.remove if word not in args.reports]
    others = args.reports or args.remove or args.copy
    if not (others or args.list or args.look):
        _parser().error("name a report, --copy, --remove, --list or --look")
    if (args.list or args.look) and (others or (args.list and args.look)):
        _parser().error("--list and --look go with no other argument")
    if args.look and not args.look[1].isdecimal():
        _parser().error("--look takes a PDF and the number of a page")
    if not (args.archive or args.into):
        args.archive = os.environ.get(ARCHIVE)
    return args


def _store(args: argparse.Namespace) -> Store:
    return Archive(_folder(args.archive)) if args.archive else Seeds(_folder(args.into or RAW))


def _folder(name: str | Path) -> Path:
    """The folder of a store; raises Refusal where the name is an address."""
    if re.match(r"[a-z][a-z0-9+.-]*://", str(name), re.IGNORECASE):
        raise Refusal(
            f"{shortened(str(name))} is an address, and a store is a folder of this machine",
            todo=f"name a folder (--into, --archive, --copy or ${ARCHIVE})",
        )
    return Path(name)


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
    add(
        "--remove",
        nargs="+",
        action="extend",
        default=[],
        metavar="REPORT_ID",
        help="take reports out",
    )
    add("--list", action="store_true", help="show what is landed")
    add(
        "--look",
        nargs=2,
        metavar=("REPORT", "PAGE"),
        help="draw a page of a PDF as it is read, with its rows, columns and refusal",
    )
    add(
        "--copy",
        metavar="DIR",
        help="land what is landed in DIR: seeds/raw, or an archive",
    )
    where = parser.add_mutually_exclusive_group()
    add = where.add_argument
    add("--into", metavar="DIR", help="a folder of CSV seeds (default: seeds/raw)")
    add("--archive", metavar="DIR", help=f"a folder of Parquet files (default: ${ARCHIVE})")
    return parser


def _list(store: Store) -> int:
    if store.folder.exists():
        with opened(store):
            listed = store.listed()
        _show([_summary(report, n_rows) for report, n_rows in listed])
    return 0


def _look(name: str, number: str) -> int:
    """Write a picture of a page into the current folder; a refusal is drawn, and no error."""
    path = Path(name)
    if path.suffix.lower() != ".pdf":
        raise Refusal(f"{shortened(name)} is no PDF", todo="name a PDF")
    begun = each(_begin, [path], lambda: load_camelot([path]))
    [report] = each(finish, agreed(begun))
    refusal = report if isinstance(report, Refusal) else None
    [drawn] = each(_draw, [(path, int(number), refusal)])
    if isinstance(drawn, Refusal):
        print((refusal or drawn).line(name), file=sys.stderr)
        return 1
    picture = Path(f"{path.stem}_page_{number}.png")
    write_file(picture, drawn)
    print(refusal.line(name) if refusal else f"{name} is read", file=sys.stderr)
    _show([str(picture)])
    return 0


def _draw(asked: tuple[Path, int, Refusal | None]) -> bytes:
    from extract.read.look import draw  # PIL, only for a picture

    with _no_traceback():
        return draw(asked)


def _land(args: argparse.Namespace, store: Store) -> int:
    """Check every report, then land them all, or with --keep-going the good ones."""
    read, refused = _read_all(args)
    if args.copy:
        read += [(Path(args.copy), landed) for landed in _copied(_folder(args.copy))]
    n_asked = len(read) + len(refused) + len(args.remove)
    store.folder.mkdir(parents=True, exist_ok=True)
    with opened(store):
        changes, done, not_merged = _merge_all(args, store, read)
        refused += not_merged
        if args.keep_going or not refused:
            store.save(changes)
    for line in refused:
        print(line, file=sys.stderr)
    if refused and n_asked > 1:
        print(_counted(args, n_asked, len(done)), file=sys.stderr)
    if args.keep_going or not refused:
        for path, new in read:
            _warn_of_sections(path, new)
        if not args.quiet:
            _show(done)
    return 1 if refused else 0


def _warn_of_sections(path: Path, new: Landed) -> None:
    """Say which sections a landed report lacks: reports of before 2025 have none by kommune."""
    printed = {row[3] for row in new.rows}
    lacking = [f'"{section}"' for section in SECTIONS if section not in printed]
    if lacking:
        print(f"{path}: landed without the section {', '.join(lacking)}", file=sys.stderr)


def _show(lines: Sequence[str]) -> None:
    """Print lines; raises Refusal where the output cannot be written, as on a full disk."""
    try:
        print(*lines, sep="\n", end="\n" if lines else "", flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # is flushed once more
        raise Refusal(f"the output cannot be written: {error.strerror}") from error


def _counted(args: argparse.Namespace, n_asked: int, n_good: int) -> str:
    """`0 of 121 landed; --keep-going lands the other 120`."""
    done, does = ("changed", "changes") if args.remove else ("landed", "lands")
    if args.keep_going or not n_good:
        return f"{n_good} of {n_asked} {done}"
    return f"0 of {n_asked} {done}; --keep-going {does} the other {n_good}"


def _read_all(args: argparse.Namespace) -> tuple[list[tuple[Path, Landed]], list[str]]:
    """The reports of the call that can be read, each with its file, and why others cannot."""
    read: list[tuple[Path, Landed]] = []
    refused: list[str] = []
    paths = find(args.reports)
    show = len(paths) > 1 and not args.quiet and sys.stderr.isatty()
    begun = each(_begin, paths, lambda: load_camelot(paths))
    for n, (path, new) in enumerate(
        zip(paths, each(_finish, agreed(begun)), strict=True), start=1
    ):
        if isinstance(new, Refusal):
            refused.append(new.line(str(path)))
        else:
            read.append((path, new))
        if show:
            end = "\n" if n == len(paths) else ""
            print(f"\r{n} of {len(paths)} read", end=end, file=sys.stderr, flush=True)
    return read, refused


def _merge_all(
    args: argparse.Namespace, store: Store, read: list[tuple[Path, Landed]]
) -> tuple[dict[str, Landed | None], list[str], list[str]]:
    """The changes of the call, what to say of each, and what is refused."""
    landed = store.get({*args.remove, *(new.report_id for _, new in read)})
    changes: dict[str, Landed | None] = {}
    done: list[str] = []
    refused: list[str] = []
    for report_id in dict.fromkeys(args.remove):
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
    return changes, done, refused


def _begin(path: Path) -> Report | Begun:
    with _no_traceback():
        return begin(path)


def _finish(begun: Report | Begun) -> Landed:
    with _no_traceback():
        return to_landed(finish(begun))


@contextmanager
def _no_traceback() -> Iterator[None]:
    """Refuse a file where its reading raises what no rule foresaw."""
    try:
        yield
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        found = f"{type(error).__name__}: {shortened(str(error))}"
        rule = f"extract cannot read it and has no rule that says why ({found})"
        raise Refusal(rule, todo="please report it") from error


def _copied(folder: Path) -> list[Landed]:
    """All that is landed in another store."""
    store: Store = Seeds(folder) if (folder / REPORTS).exists() else Archive(folder)
    landed: dict[str, Landed] = {}
    if folder.exists():
        with opened(store):
            landed = store.get([report[0] for report, _ in store.listed()])
    if not landed:
        raise Refusal(f"nothing is landed in {folder}", todo="name seeds/raw or an archive")
    return list(landed.values())


def _merge(
    landed: dict[str, Landed], changes: dict[str, Landed | None], new: Landed, replace: bool
) -> str:
    """Add a report to the landed ones and to the changes; returns what to say of it."""
    old = landed.get(new.report_id)
    same = old and (old.rows == new.rows and old.sha256 == new.sha256)
    # the workbook of a report whose PDF is landed changes nothing, unless asked to replace it
    if old and (same or (same_rows(old, new) and not replace)):
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


def _summary(report: CsvLine, n_rows: int) -> str:
    pages, file = field_of(report, "source_pages"), field_of(report, "source_file")
    return f"{report[0]}  {n_rows} rows  {pages} pages  {file}"


def _command() -> int:
    """Run one call; on a signal it ends its readers and prints no traceback."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `--list | head`
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # else the caller is `nohup`
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names that a terminal cannot show
    try:
        return main()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except ModuleNotFoundError as missing:  # what is imported for some files only
        sys.exit(_LACKS.format(missing.name))


if __name__ == "__main__":
    sys.exit(_command())
