"""Which tests run in one process: those of a file, and of files that share a build."""

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

SHARED = {
    f"tests/project/test_{name}.py": "landed reports"
    for name in ("analyses", "archive", "descriptions", "facts", "series")
}
"""Files whose tests read the warehouse of tests/project/landed_reports.py."""


class BySharedBuild(LoadFileScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return SHARED.get(file, file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BySharedBuild:
    return BySharedBuild(config, log)
