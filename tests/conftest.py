"""Which tests run in one process: those of a file, and all that share a copy of the project."""

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

PARSED_ONCE = "tests/project/"
"""Its tests share a copy of the project: parsing it takes 16 s of CPU, building it 25 s."""


class BySharedBuild(LoadFileScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return PARSED_ONCE if file.startswith(PARSED_ONCE) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BySharedBuild:
    return BySharedBuild(config, log)
