"""A standalone Spark cluster of our own: a master and two workers of the pip package."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .server import HOST, PATIENCE, free_port

HIVE_SITE = """<configuration><property>
  <name>javax.jdo.option.ConnectionURL</name>
  <value>jdbc:derby:;databaseName={catalog};create=true</value>
</property></configuration>
"""
THRIFT_SERVER = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
TO_START = 3 * PATIENCE
"""Seconds that a Thrift Server has to start on a busy machine."""


@dataclass(frozen=True)
class Cluster:
    folder: Path
    master: str

    def executors(self) -> int:
        """How many executors worked here so far: each has a folder at its worker."""
        return len(list(self.folder.glob("worker_*/app-*/*")))

    def settings(self, warehouse: str, catalog: str = "metastore") -> dict[str, str]:
        """The variables of a dbt whose spark-defaults.conf and hive-site.xml are these."""
        conf = self.folder / "conf"
        conf.mkdir(exist_ok=True)
        defaults = {
            "spark.master": self.master,
            "spark.sql.warehouse.dir": warehouse,
            "spark.driver.host": HOST,
            "spark.driver.extraJavaOptions": f"-Dderby.stream.error.file={conf}/derby.log",
            "spark.executor.memory": "512m",
            "spark.sql.shuffle.partitions": "2",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
        }
        lines = "".join(f"{name} {value}\n" for name, value in defaults.items())
        (conf / "spark-defaults.conf").write_text(lines, encoding="utf-8")
        hive_site = HIVE_SITE.format(catalog=self.folder / catalog)
        (conf / "hive-site.xml").write_text(hive_site, encoding="utf-8")
        return {"SPARK_CONF_DIR": str(conf)}


def program(name: str) -> str:
    found = find_spec("pyspark")
    assert found, "PySpark is not there"
    assert found.origin
    return str(Path(found.origin).parent / "bin" / name)


@contextmanager
def started(arguments: list[str], log: Path, environment: dict[str, str]) -> Iterator[None]:
    """A program of Spark as our child, ended by its pid."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            arguments, stdout=out, stderr=out, env={**os.environ, **environment}
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def wait_until(is_ready: Callable[[], bool], log: Path, patience: int = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not is_ready():
        if time.monotonic() > deadline:
            raise TimeoutError(log.read_text("utf-8", errors="replace")[-2000:])
        time.sleep(0.5)


def says(arguments: str, log: Path) -> Callable[[], bool]:
    return lambda: arguments in log.read_text("utf-8", errors="replace")


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@contextmanager
def throw_away_cluster(folder: Path) -> Iterator[Cluster]:
    """Master and workers on the loopback, each worker with one core and a folder of its own."""
    port, logs = free_port(), folder / "logs"
    logs.mkdir(parents=True)
    alone = {"SPARK_CONF_DIR": str(logs), "SPARK_LOCAL_IP": HOST, "SPARK_PUBLIC_DNS": HOST}
    spark, master = program("spark-class"), f"spark://{HOST}:{port}"
    here = ["--host", HOST, "--webui-port", "0"]
    with ExitStack() as programs:
        arguments = [spark, "org.apache.spark.deploy.master.Master", *here, "--port", str(port)]
        programs.enter_context(started(arguments, logs / "master", alone))
        wait_until(says("I have been elected leader", logs / "master"), logs / "master")
        for number in (1, 2):
            log, work = logs / f"worker_{number}", folder / f"worker_{number}"
            own = ["--cores", "1", "--memory", "1g", "--work-dir", str(work)]
            worker = [spark, "org.apache.spark.deploy.worker.Worker", *here, *own, master]
            programs.enter_context(started(worker, log, alone))
            wait_until(says("Successfully registered with master", log), log)
        yield Cluster(folder, master)


@contextmanager
def thrift_server(cluster: Cluster, warehouse: str) -> Iterator[dict[str, str]]:
    """A Thrift Server on the cluster; gives the variables by which dbt finds it."""
    port, log = free_port(), cluster.folder / "logs/thrift"
    binding = ("port", str(port)), ("bind.host", HOST)
    arguments = [program("spark-submit"), "--class", THRIFT_SERVER, "spark-internal"]
    for name, value in binding:
        arguments += ["--hiveconf", f"hive.server2.thrift.{name}={value}"]
    environment = cluster.settings(warehouse) | {"SPARK_LOCAL_IP": HOST}
    with started(arguments, log, environment):
        wait_until(lambda: is_open(port), log, TO_START)
        yield {"NAV_TILT_SPARK_HOST": HOST, "NAV_TILT_SPARK_PORT": str(port)}
