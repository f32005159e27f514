"""What a sandboxed process can see: read-only system and course files, an empty home, a short environment."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.layout import COURSE, DATASETS, ROOT, SPARK_CONF
from autograder.sandbox.archive import EMPTY_CONF, archive, spark_environment
from course import OWN_SEED
from course.setup.kernel import environment_variables

HOME = "/home/learner"
ETC = Path(__file__).parent / "etc"
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SYSTEM_ETC = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/fonts")
SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"  # for the tools that build a room: an ordinary user's PATH may lack sbin
WRITABLE = ("/tmp", HOME, "/dev/shm")
# Settings of the machine itself, which no namespace divides: root's grader makes the learner's user the owner of these files.
KERNEL = tuple(f"/proc/{name}" for name in ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi", "scsi", "mtrr", "pressure"))
PROGRAM = (sys.executable, "-m", "autograder.learner")


@dataclass(frozen=True)
class Room:
    """Read-only paths by where they appear, links of the system, writable folders, and the environment."""

    shown: dict[str, str]
    links: dict[str, str]
    writable: tuple[str, ...]
    environment: dict[str, str]


def learners_room() -> Room:
    """The room of one submission."""
    return Room(_shown(), _links(), WRITABLE, _environment())


def _shown() -> dict[str, str]:
    java = Path(environment_variables()["JAVA_HOME"])
    places = [
        *(path for path in map(Path, SYSTEM) if path.is_dir() and not path.is_symlink()),
        *(path for path in map(Path, SYSTEM_ETC) if path.exists()),
        *Path("/etc").glob("java*"),
        Path(sys.base_prefix).resolve(),
        Path(sys.prefix),
        java,
        java.resolve(),
        SPARK_CONF,
        EMPTY_CONF,
        *(file for file in (archive(),) if file.is_file()),
        DATASETS,
        COURSE / "__init__.py",
        COURSE / "evidence",
        ROOT / "autograder" / "__init__.py",
        *(ROOT / "autograder" / room for room in ("boundary", "learner")),
    ]
    shown = {str(place): str(place) for place in places}
    return shown | {f"/etc/{file.name}": str(file) for file in ETC.iterdir()}


def kernel_settings() -> list[str]:
    """What of the kernel's own files this machine has and a room shows read-only."""
    return [place for place in KERNEL if Path(place).exists()]


def _links() -> dict[str, str]:
    return {name: str(Path(name).readlink()) for name in SYSTEM if Path(name).is_symlink()}


def _environment() -> dict[str, str]:
    return (
        environment_variables()
        | spark_environment()
        | {
            "HOME": HOME,
            "TMPDIR": "/tmp",
            "USER": "learner",
            "LANG": "C.UTF-8",
            "MPLBACKEND": "Agg",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COURSE_DATASETS": str(DATASETS),
            "COURSE_SEED": OWN_SEED,
            "SPARK_LOG_FILE": os.devnull,
            "MLFLOW_TRACKING_URI": f"sqlite:///{HOME}/mlflow.db",
            "_MLFLOW_SERVER_ARTIFACT_ROOT": f"{HOME}/mlruns",
        }
    )
