import zipfile
from pathlib import Path


def ada(place: Path, right: bytes) -> Path:
    folder = place / "ada"
    folder.mkdir()
    (folder / "exercise.ipynb").write_bytes(right)
    return folder


def inbox(place: Path, right: bytes) -> Path | None:
    ada(place, right)
    target = place.with_name("sent.zip")
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("ada/exercise.ipynb", right)
    target.write_bytes(target.read_bytes()[:-40])
    return target
