from pathlib import Path


def ada(place: Path, right: bytes) -> Path:
    folder = place / "ada"
    folder.mkdir()
    (folder / "exercise.ipynb").write_bytes(right)
    return folder


def inbox(place: Path, right: bytes) -> Path | None:
    ada(place, right)
    (place / "bob").mkdir()
    (place / "bob" / "exercise.ipynb").write_bytes(right + b" ")
    (place / "bob.ipynb").write_bytes(right)
