from pathlib import Path


def ada(place: Path, right: bytes) -> Path:
    folder = place / "ada"
    folder.mkdir()
    (folder / "exercise.ipynb").write_bytes(right)
    return folder


def inbox(place: Path, right: bytes) -> Path | None:
    ada(place, right)
    (place / "bob").mkdir()
    for number in (1, 2):
        (place / "bob" / f"try-{number}.ipynb").write_bytes(right + b" " * number)
