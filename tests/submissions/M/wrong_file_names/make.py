from pathlib import Path


def ada(place: Path, right: bytes) -> Path:
    folder = place / "ada"
    folder.mkdir()
    (folder / "exercise.ipynb").write_bytes(right)
    return folder


def inbox(place: Path, right: bytes) -> Path | None:
    ada(place, right)
    for name in ("notes.txt", ".hidden.ipynb", "exercise.ipynb.bak", "data.csv"):
        (place / "ada" / name).write_bytes(b"x")
