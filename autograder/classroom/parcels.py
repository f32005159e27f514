"""Reading what an LMS or a learner sent: notebooks in a folder or a zip, none of it trusted."""

import datetime
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.errors import ClassroomError, RefusedSubmission
from autograder.intake import read_regular_file
from autograder.intake.safe_file import LARGEST

MOST_FILES = 10_000
MOST_BYTES = 4 * 2**30  # of all notebooks in one zip together
DEEPEST = 6
ENDING = ".ipynb"
UTC = datetime.UTC


@dataclass(frozen=True)
class Parcel:
    """One notebook that was sent: where it lay, its bytes or why it was refused, and when it was saved (UTC)."""

    path: PurePosixPath
    data: bytes
    saved: datetime.datetime
    refused: str = ""


def parcels(place: Path) -> Iterator[Parcel]:
    """Every notebook in a folder or a zip, in the order of their names."""
    if place.is_dir():
        yield from _in_folder(place)
    elif place.is_file():
        yield from _in_zip(place)
    else:
        raise ClassroomError(f"{place} does not exist: name the folder or the zip that holds the submissions.")


def _in_folder(place: Path) -> Iterator[Parcel]:
    count = 0
    for found, folders, files in os.walk(place):
        inside = Path(found).relative_to(place)
        odd = [name for name in folders if name.endswith(ENDING) or (place / inside / name).is_symlink()]
        folders[:] = sorted(
            name for name in folders if len(inside.parts) < DEEPEST and not name.startswith(".") and name not in odd
        )
        wanted = [*odd, *(name for name in files if name.endswith(ENDING))]
        for name in sorted(name for name in wanted if not name.startswith(".")):
            count += 1
            if count > MOST_FILES:
                raise ClassroomError(f"{place} holds more than {MOST_FILES:,} notebooks: collect a smaller folder.")
            yield _file(place, inside / name)


def _file(place: Path, inside: Path) -> Parcel:
    path = PurePosixPath(*inside.parts)
    try:
        data = read_regular_file(place / inside)
        saved = datetime.datetime.fromtimestamp((place / inside).stat().st_mtime, UTC)
    except (RefusedSubmission, OSError, OverflowError, ValueError) as error:
        return Parcel(path, b"", datetime.datetime.now(UTC), refused=str(error))
    return Parcel(path, data, saved)


def _in_zip(place: Path) -> Iterator[Parcel]:
    try:
        with zipfile.ZipFile(place) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES:
                raise ClassroomError(
                    f"{place} holds more than {MOST_FILES:,} files: unpack it and collect the folders one by one."
                )
            left = MOST_BYTES
            for entry in sorted(entries, key=lambda entry: entry.filename):
                if not entry.is_dir() and _wanted(entry.filename):
                    parcel = _entry(archive, entry, left)
                    left -= len(parcel.data)
                    yield parcel
    except (zipfile.BadZipFile, OSError) as error:
        raise ClassroomError(f"{place} is no whole zip ({error}): download it again.") from error


def _wanted(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.endswith(ENDING) and not parts[-1].startswith(".") and not {"__MACOSX", ".ipynb_checkpoints"} & set(parts)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> Parcel:
    path = PurePosixPath(entry.filename)
    saved = _saved(entry)
    why = _refusal(entry, path)
    if why:
        return Parcel(path, b"", saved, why)
    try:
        with archive.open(entry) as file:  # the declared size is the sender's word, so what is read is counted
            data = file.read(LARGEST + 1)
    except Exception as error:  # a damaged entry can fail in any of the decompressors
        return Parcel(path, b"", saved, f"cannot be unpacked ({type(error).__name__}): ask for it again")
    if len(data) > min(LARGEST, left):
        return Parcel(path, b"", saved, f"is larger than a notebook may be ({LARGEST // 2**20} MiB): ask for it without outputs")
    return Parcel(path, data, saved)


def _refusal(entry: zipfile.ZipInfo, path: PurePosixPath) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is a link or another special file: ask for the notebook itself"
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in path.parts[0] or len(path.parts) > DEEPEST:
        return "has a name that leads out of the zip: ask for a zip made by the LMS or by the system's own program"
    if entry.flag_bits & 1:
        return "is encrypted: unpack the zip yourself and collect the folder"
    return ""


def _saved(entry: zipfile.ZipInfo) -> datetime.datetime:
    try:
        return datetime.datetime(*entry.date_time).astimezone(UTC)  # a zip knows local time only
    except (ValueError, OverflowError):
        return datetime.datetime.now(UTC)
