from pathlib import Path


def ada(place: Path, right: bytes) -> Path:
    folder = place / "ada"
    folder.mkdir()
    (folder / "exercise.ipynb").write_bytes(right)
    return folder


def inbox(place: Path, right: bytes) -> Path | None:
    ada(place, right)
    for name, data in (("bob", b"\0\xff" * 99), ("cyd", b""), ("dee", right[:200])):
        (place / name).mkdir()
        (place / name / "exercise.ipynb").write_bytes(data)
