"""A PostgreSQL server of our own that lives as long as a `with` block."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .needs import postgres_folder

HOST, DATABASE, OWNER = "127.0.0.1", "nav_tilt", "nav_tilt"
PATIENCE = 60
"""Seconds that the server has to start."""


@dataclass(frozen=True)
class Server:
    port: int
    password: str
    database: str = DATABASE

    def environment(self) -> dict[str, str]:
        """The variables by which profiles.yml, `publish` and psql find the server."""
        return {
            "PGHOST": HOST,
            "PGPORT": str(self.port),
            "PGUSER": OWNER,
            "PGPASSWORD": self.password,
            "PGDATABASE": self.database,
        }

    def connect(self, user: str = OWNER, password: str = "", database: str = "") -> Any:
        """A connection of psycopg2 that commits each statement."""
        import psycopg2

        connection = psycopg2.connect(
            host=HOST,
            port=self.port,
            user=user,
            password=password or self.password,
            dbname=database or self.database,
        )
        connection.autocommit = True
        return connection


@contextmanager
def throw_away_server() -> Iterator[Server]:
    """A server with its own data folder and port; stopped by its pid, whatever happens."""
    programs = postgres_folder()
    assert programs, "PostgreSQL is not there"
    folder = Path(tempfile.mkdtemp(prefix="nav_tilt_postgres_"))
    server = Server(free_port(), secrets.token_hex(16))
    process = None
    try:
        data = create(programs, folder, server.password)
        process = start(programs, data, server.port)
        with wait_for(server, process).cursor() as cursor:
            cursor.execute(f"create database {DATABASE}")
        yield server
    finally:
        if process:
            # terminate waits for clients; this asks them to go: a fast shutdown
            subprocess.run(["kill", "-INT", str(process.pid)], check=False)
            process.wait(timeout=PATIENCE)
        shutil.rmtree(folder)


def create(programs: Path, folder: Path, password: str) -> Path:
    """A data folder that sorts texts as a Norwegian server does: no row may depend on it."""
    secret, data = folder / "password", folder / "data"
    secret.write_text(password, encoding="utf-8")
    for path in (folder, secret):
        os.chown(path, owner().get("user", -1), owner().get("group", -1))
    options = [
        f"--username={OWNER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=icu",
        "--icu-locale=nb-NO",
        "--no-sync",
    ]
    run = subprocess.run(
        [programs / "initdb", f"--pgdata={data}", *options],
        **owner(),
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise RuntimeError(run.stderr)
    return data


def start(programs: Path, data: Path, port: int) -> "subprocess.Popen[bytes]":
    """The server as our child, reachable by TCP from this machine alone."""
    settings = {
        "port": port,
        "listen_addresses": HOST,
        "unix_socket_directories": "",
        "fsync": "off",
    }
    log = (data.parent / "log").open("wb")
    return subprocess.Popen(
        [
            programs / "postgres",
            "-D",
            data,
            *(f"--{name}={value}" for name, value in settings.items()),
        ],
        **owner(),
        cwd=data,
        stdout=log,
        stderr=log,
    )


def wait_for(server: Server, process: "subprocess.Popen[bytes]") -> Any:
    """The first connection that it takes."""
    import psycopg2

    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return server.connect(database="postgres")
        except psycopg2.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def owner() -> dict[str, Any]:
    """The user of the server: PostgreSQL refuses root, so root uses the one that apt made."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
