"""How far a build is: a line that changes on a terminal, a line per stage elsewhere.

dbt's own log is a line per node, some 500 of them, in which a failure is hard to find.
"""

import re
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TextIO

from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg

from tools.build.carry import SCHEMAS

OTHERS = "other schemas"
"""The stage of what is in none of the project's schemas: a user's own models."""
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def stages(manifest: Manifest) -> dict[str, str]:
    """The schema in which each node is built; of a test the last of those that it reads."""
    order = {schema: number for number, schema in enumerate((*SCHEMAS, OTHERS))}

    def of(schema: str) -> str:
        return schema if schema in order else OTHERS

    built = {
        key: of(node.schema)
        for key, node in manifest.nodes.items()
        if node.resource_type in (NodeType.Seed, NodeType.Model, NodeType.Snapshot)
    }
    tests = {
        key: node
        for key, node in {**manifest.nodes, **manifest.unit_tests}.items()
        if node.resource_type in (NodeType.Test, NodeType.Unit)
    }
    read = {
        key: max(
            (built[parent] for parent in node.depends_on_nodes if parent in built),
            key=order.__getitem__,
            default=SCHEMAS[0],  # it reads no table: a test of macros
        )
        for key, node in tests.items()
    }
    return built | read


@dataclass
class Progress:
    """A callback for dbt's events; it writes to `stream`, and is called by dbt's threads."""

    stream: TextIO
    of_node: dict[str, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    _started: float = field(default_factory=time.monotonic)
    _lock: Lock = field(default_factory=Lock)

    def stage(self, text: str) -> None:
        """A stage that dbt does not count."""
        if self.stream.isatty():
            self._show(text)
        else:
            self.say(text)

    def __call__(self, event: EventMsg) -> None:
        with self._lock:
            info: Any = event.info
            name, message = info.name, COLOURS.sub("", info.msg)
            if name == "PrintEvent" or (info.level == "error" and message.strip()):
                self.say(message)
            elif name in ("NodeStart", "NodeFinished"):
                self._count(name, event.data.node_info)

    def _count(self, event: str, node: object) -> None:
        stage = self.of_node.get(str(getattr(node, "unique_id", "")))
        if stage is None:
            return
        total = Counter(self.of_node.values())
        if event == "NodeFinished":
            self.done[stage] += 1
            if self.done[stage] == total[stage] and not self.stream.isatty():
                seconds = time.monotonic() - self._started
                what = "table or test" if total[stage] == 1 else "tables and tests"
                self.say(f"{stage}: {total[stage]} {what}, after {seconds:.0f} s")
        elif self.stream.isatty():
            n = self.done.total() + 1
            self._show(f"{n} of {total.total()}  {stage}: {getattr(node, 'node_name', '')}")

    def say(self, text: str) -> None:
        """Lines that stay."""
        self.clear()
        print(text, file=self.stream, flush=True)

    def clear(self) -> None:
        """Take the changing line away."""
        if self.stream.isatty():
            self._show("")
            print("\r", end="", file=self.stream, flush=True)

    def _show(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        print(f"\r{text[:width]:{width}}", end="", file=self.stream, flush=True)
