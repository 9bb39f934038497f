"""The line of docs/connect.md for clients of PostgreSQL, by a user with the reader's role."""

import os
import subprocess

from tests.readme import code

from .needs import postgres_folder
from .server import Server

PASSWORD = "another password of the test"


def test_psql_reads_a_mart(published: Server) -> None:
    with published.connect().cursor() as cursor:
        cursor.execute("create role psql_reader login password %s", [PASSWORD])
        cursor.execute("grant nav_tilt_reader to psql_reader")
    [line] = [
        line
        for block in code("docs/connect.md", "Command line", "sh")
        for line in block.splitlines()
        if line.startswith("psql ")
    ]
    here = published.environment() | {"PGPASSWORD": PASSWORD}
    command = line.replace("SERVER", here["PGHOST"]).replace("=anna", "=psql_reader")
    command = command.replace("=nav_tilt ", f"={published.database} ")
    run = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | here | {"PATH": f"{postgres_folder()}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert "Varig tilrettelagt arbeid" in run.stdout
