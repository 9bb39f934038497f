"""`python -m tools.docs`: dbt's static docs as a file that opens alone, on any machine.

dbt's static page looks for files beside itself and holds the path of the folder that it was
made in.
"""

import json
import re
import sys
from pathlib import Path

from tools.atomic import write_file

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = Path("target/docs/static_index.html")
PAGE = Path("nav_tilt_docs.html")


def standalone(page: str, root: Path) -> str:
    """dbt's page without what it looks for beside itself and the folder it was made in."""
    # an icon that was never packed
    page = re.sub(r'<link rel="[a-z ]*icon"[^>]*>', "", page)
    # the browser reads this before Angular fills it in, and looks for a file of that name
    page = page.replace(' xlink:href="{{', ' ng-attr-xlink:href="{{')
    return page.replace(json.dumps(str(root)), '""')


def main() -> int:
    """Exit 0: written. Exit 1: not, one line on stderr says why."""
    try:
        write_file(PAGE, standalone(WRITTEN.read_text(encoding="utf-8"), ROOT))
    except OSError as error:
        print(f"docs: {PAGE} is not written: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{PAGE} ({PAGE.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
