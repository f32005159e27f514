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
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("ada/exercise.ipynb", (2026, 1, 2, 3, 4, 6)), right)
        archive.writestr("/tmp/course-cases-mark/exercise.ipynb", right)
        archive.writestr("C:\\bob\\exercise.ipynb", right)
    return target
