"""SHA256SUMS: what every data file, licence and card of the tree must hash to."""

from collections.abc import Iterable
from pathlib import Path

from datasets.packages import DataError, sha256

ROOT = Path(__file__).parent
SUMS = "SHA256SUMS"
COVERED = ("*.parquet", "LICENSE", "CARD.md")


def covered(root: Path = ROOT) -> set[str]:
    """Return the files below the root that the list must name, relative to the root."""
    return {path.relative_to(root).as_posix() for pattern in COVERED for path in root.glob(f"*/{pattern}")}


def read_sums(root: Path = ROOT) -> dict[str, str]:
    """Return the sha256 of each listed file, by its path relative to the root."""
    try:
        lines = (root / SUMS).read_text().splitlines()
    except FileNotFoundError:
        raise DataError(f"{root / SUMS} is missing: restore it from the repository.") from None
    return {file: digest for digest, file in (line.split("  ", 1) for line in lines)}


def write_sums(names: Iterable[str], root: Path = ROOT) -> None:
    """Hash the named data sets' files anew and leave the lines of all others as they are."""
    renewed = set(names)
    sums = {file: digest for file, digest in known_sums(root).items() if file.split("/")[0] not in renewed}
    sums |= {file: sha256(root / file) for file in covered(root) if file.split("/")[0] in renewed}
    (root / SUMS).write_text("".join(f"{sums[file]}  {file}\n" for file in sorted(sums)))


def known_sums(root: Path) -> dict[str, str]:
    """Return the sums so far, none if there is no list yet."""
    return read_sums(root) if (root / SUMS).exists() else {}


def problems(root: Path = ROOT) -> list[str]:
    """Return one sentence for each file that is missing, changed or not listed; none when all is well."""
    sums = read_sums(root)
    found = covered(root)
    missing = [f"{file} is missing: restore it from the repository." for file in sums if file not in found]
    unlisted = [
        f"{file} is not in {SUMS}: remove it, or run `python -m datasets sums` if it belongs there."
        for file in found - sums.keys()
    ]
    changed = [
        f"{file} has changed: restore it, or run `python -m datasets sums` if the change is meant."
        for file in found & sums.keys()
        if sha256(root / file) != sums[file]
    ]
    return sorted(missing + unlisted + changed)
