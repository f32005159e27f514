"""`python -m bench.memory`: the most memory that each lesson, each solution and JupyterLab itself need; `make memory`."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import click
import psutil
import urllib3

from autograder.build import solution_of
from autograder.exercise import to_bytes
from autograder.layout import BUILD, ROOT, Unit, units
from bench.peak import Peak
from course.setup import kernel

NOTES = BUILD / "memory.jsonl"
WAYS = ("jupyterlab", "lesson", "solution", "check")
Row = dict[str, object]


@click.command()
@click.argument("places", metavar="[PLACE]...", type=click.Path(path_type=Path), nargs=-1)
@click.option("--way", "ways", type=click.Choice(WAYS), multiple=True, default=WAYS, help="Measure only this; may be repeated.")
@click.option("--again", is_flag=True, help="Measure what was measured before, too.")
def main(places: tuple[Path, ...], ways: tuple[str, ...], again: bool) -> None:
    """Measure the units below each PLACE, or all, and print the table; what was measured is not measured again."""
    BUILD.mkdir(exist_ok=True)
    if again:
        NOTES.unlink(missing_ok=True)
    known = {(row["way"], row["unit"]) for row in _rows()}
    chosen = [unit for place in places for unit in units(place)] or units()
    jobs = [(way, unit) for way in ways for unit in (chosen if way != "jupyterlab" else chosen[:1])]
    for way, unit in jobs:
        if (way, unit.name) not in known:
            row = {"way": way, "unit": unit.name, **_measured(way, unit)}
            with NOTES.open("a") as notes:
                notes.write(json.dumps(row) + "\n")
            click.echo(f"{way} {unit.name}: {row['mib']} MiB {row['parts']}", err=True)
    click.echo(_table(_rows()))


def _measured(way: str, unit: Unit) -> Row:
    if way == "jupyterlab":
        return _jupyterlab(unit)
    with tempfile.TemporaryDirectory() as folder:
        notebook, where = unit.lesson, unit.folder
        if way != "lesson":
            notebook, where = Path(folder, "solution.ipynb"), Path(folder)
            notebook.write_bytes(to_bytes(solution_of(unit)))
        run = ["-m", "papermill", str(notebook), str(Path(folder, "run.ipynb")), "-k", kernel.NAME, "--no-progress-bar"]
        words = ["-m", "autograder", "check", str(notebook)] if way == "check" else run
        with subprocess.Popen(
            [sys.executable, *words], cwd=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            # A notebook's client stands where JupyterLab does and is left out; a check is all that it starts, and itself.
            peak = Peak(os.getpid() if way == "check" else process.pid)
            process.wait()
            peak.close()
    if process.returncode:
        raise click.ClickException(f"The {way} of {unit.name} did not run to its end: run `{' '.join(words)}` to see why.")
    return _row(peak.most, peak.parts)


def _jupyterlab(unit: Unit) -> Row:
    """The server alone, once it has shown its page and started a notebook's kernel."""
    command = [sys.executable, "-m", "course.setup.lab", "", "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\S+", line)))
        Thread(target=server.stderr.read, daemon=True).start()
        site, query = f"http://{urlsplit(address).netloc}", parse_qs(urlsplit(address).query)
        headers = {"Authorization": f"token {query['token'][0]}"}
        path = str(unit.lesson.relative_to(ROOT))
        session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": kernel.NAME}}
        retries = urllib3.Retry(connect=10, backoff_factor=0.1)
        for page in ("/lab", "/lab/api/settings", "/lab/api/translations/en", f"/api/contents/{path}"):
            urllib3.request("GET", site + page, headers=headers, retries=retries)
        made = urllib3.request("POST", f"{site}/api/sessions", json=session, headers=headers)
        assert made.status == 201, made.data
        time.sleep(5)  # a measurement, not a test: the kernel says that it is there
        mib = psutil.Process(server.pid).memory_full_info().pss / 2**20
        urllib3.request("DELETE", f"{site}/api/sessions/{made.json()['id']}", headers=headers)
        server.terminate()
    return _row(mib, {"jupyter": mib})


def _row(mib: float, parts: dict[str, float]) -> Row:
    return {"mib": round(mib), "parts": {name: round(share) for name, share in parts.items() if share >= 1}}


def _rows() -> list[dict[str, object]]:
    return [json.loads(line) for line in NOTES.read_text().splitlines()] if NOTES.is_file() else []


def _table(rows: list[Row]) -> str:
    """Markdown, the heaviest first."""
    ordered = sorted(rows, key=lambda row: -float(str(row["mib"])))
    lines = [f"| {row['way']} | {row['unit']} | {row['mib']} | {row['parts']} |" for row in ordered]
    return "\n".join(["| what | unit | MiB at most | of these |", "|---|---|--:|---|", *lines])


if __name__ == "__main__":
    main()
