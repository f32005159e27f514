from pathlib import Path


def ada(place: Path, right: bytes) -> Path:
    folder = place / "ada"
    folder.mkdir()
    (folder / "exercise.ipynb").write_bytes(right)
    return folder


def inbox(place: Path, right: bytes) -> Path | None:
    ada(place, right)
    for name in ("-rf", "a\nb", "$(touch x)", "'quoted'", "=cmd()", "../up".replace("/", "\\")):
        (place / name).mkdir()
        (place / name / "exercise.ipynb").write_bytes(right)
