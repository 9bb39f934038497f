"""Run Apache Superset with the dashboard of nav_tilt, on this machine only, until Ctrl-C.

The loopback alone and a random password: a demo that somebody leaves running is a server.
"""

import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TextIO

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
USER = "admin"


def kept(path: Path) -> str:
    """A random token that is made once and only its owner can read."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text(encoding="ascii")


def assets(warehouse: Path) -> dict[str, str]:
    """The import files by their path, with the database where this clone has it."""
    folder = HERE / "assets"
    contents = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }
    database = "databases/nav_tilt.yaml"
    anywhere = "duckdb:///nav_tilt.duckdb"
    # JSON is YAML with quotes, whatever the path has in it
    here = json.dumps(f"duckdb:///{warehouse}", ensure_ascii=False)
    contents[database] = contents[database].replace(anywhere, here)
    return contents


def set_up(app: Any, warehouse: Path, password: str) -> None:
    """Tables, roles, the one user and the import files: created or brought up to date."""
    from flask import g
    from flask_migrate import upgrade
    from superset import appbuilder, security_manager
    from superset.commands.importers.v1.assets import ImportAssetsCommand

    with app.app_context():
        upgrade()
        user = security_manager.find_user(USER)
        if user is None:
            appbuilder.add_permissions(update_perms=True)
            security_manager.sync_role_definitions()
            role = security_manager.find_role("Admin")
            user = security_manager.add_user(USER, "nav_tilt", "demo", "admin@localhost", role)
        security_manager.reset_password(user.id, password)
        g.user = user
        ImportAssetsCommand(assets(warehouse)).run()


def serve(app: Any, port: int, when_ready: Callable[[object], None]) -> None:
    from gunicorn.app.base import BaseApplication

    settings = {
        "bind": f"127.0.0.1:{port}",
        "threads": 8,
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_worker_init": when_ready,
    }

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Server().run()


def refusal(warehouse: Path, port: str) -> str | None:
    """An error that a user must fix first."""
    if not warehouse.is_file():
        return f"{warehouse} is not there: run make build"
    if not port.isdecimal() or not 1024 <= int(port) < 65535:
        return f"NAV_TILT_SUPERSET_PORT is {port}: a port is a number from 1024 to 65534"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            free = f"NAV_TILT_SUPERSET_PORT={int(port) + 1}"
            return f"port {port} is taken: make superset-demo {free}"
    return None


def watch(setting_up: BaseProcess, terminal: TextIO) -> None:
    """Wait for the end of a process; a terminal shows for how long."""
    started = time.monotonic()
    while setting_up.is_alive():
        if terminal.isatty():
            seconds = time.monotonic() - started
            print(f"\rsetting up: {seconds:.0f} s", end="\r", file=terminal, flush=True)
        setting_up.join(timeout=1)


def main() -> int:
    """Exit 1: not started, one line says why."""
    home = Path(os.environ.get("SUPERSET_HOME", ROOT / "target/superset")).resolve()
    warehouse = Path(os.environ.get("NAV_TILT_DATABASE", ROOT / "nav_tilt.duckdb")).resolve()
    port = os.environ.get("NAV_TILT_SUPERSET_PORT", "8088")
    if reason := refusal(warehouse, port):
        print(f"superset-demo: {reason}", file=sys.stderr)
        return 1
    home.mkdir(parents=True, exist_ok=True)
    kept(home / "secret_key")
    password = kept(home / "password")
    os.environ["SUPERSET_HOME"] = str(home)
    os.environ["SUPERSET_CONFIG_PATH"] = str(HERE / "superset_config.py")

    # Superset prints a lot: its output goes to its log, the demo's to the terminal
    terminal = os.fdopen(os.dup(1), "w", buffering=1)
    log = home / "superset.log"
    with log.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    print(f"Superset starts; its log is {log}", file=terminal)
    from superset.app import create_app

    app = create_app()
    # in a process of its own: one that has opened DuckDB must not fork, as the server does
    setting_up = get_context("fork").Process(target=set_up, args=(app, warehouse, password))
    setting_up.start()
    watch(setting_up, terminal)
    if setting_up.exitcode:
        print(f"superset-demo: not started; why is at the end of {log}", file=terminal)
        return 1

    def when_ready(_: object) -> None:
        page = f"http://127.0.0.1:{port}/superset/dashboard/nav_tilt/"
        print(f"Open {page}", file=terminal)
        print(f"Log in as {USER} with {password}; Ctrl-C ends it.", file=terminal)

    serve(app, int(port), when_ready)
    return 0


if __name__ == "__main__":
    sys.exit(main())
