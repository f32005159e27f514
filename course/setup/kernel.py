"""Registers the course's kernel; the one source of the environment in which its notebooks run."""

import functools
import json
import os
import sys
import sysconfig
from pathlib import Path

from . import ROOT, java, personal

NAME = "course"
EXTENSIONS = "InteractiveShellApp.extra_extensions"
COMPANION = "autograder.notebook"  # comments a learner's tests, and knows %hint, %solution and %check
KERNELS = Path(sys.prefix) / "share" / "jupyter" / "kernels"


def environment_variables() -> dict[str, str]:
    """The variables that make Spark and MLflow quiet, local and free to use, for every process of the course.

    A tracking server or a network address that is already set wins, and MASTER or SPARK_REMOTE
    choose another Spark, as they do for Spark everywhere.
    """
    return {
        **_fixed_variables(),
        "MLFLOW_TRACKING_URI": os.environ.get("MLFLOW_TRACKING_URI", f"sqlite:///{personal() / 'mlflow.db'}"),
        # Without this, MLflow leaves a folder `mlruns` beside every notebook that logs a model.
        "_MLFLOW_SERVER_ARTIFACT_ROOT": str(personal() / "mlruns"),
        "SPARK_LOCAL_IP": os.environ.get("SPARK_LOCAL_IP", "127.0.0.1"),
    }


@functools.cache
def _fixed_variables() -> dict[str, str]:
    prefix = Path(sys.prefix)
    programs = str(prefix / "bin")
    others = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if folder != programs]
    return {
        "JAVA_HOME": str(java.home(os.environ, prefix)),
        "PATH": os.pathsep.join([programs, *others]),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(ROOT / "course" / "spark"),
        "SPARK_HOME": str(Path(sysconfig.get_path("purelib")) / "pyspark"),  # not some other Spark of the machine
        "TZ": "UTC",  # what a notebook collects is then the same hour as what it shows
        "MLFLOW_DISABLE_TELEMETRY": "true",
    }


def register(kernels: Path = KERNELS) -> Path:
    """Writes the kernel's specification and returns its folder."""
    personal().mkdir(parents=True, exist_ok=True)
    folder = kernels / NAME
    folder.mkdir(parents=True, exist_ok=True)
    specification = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", f"--{EXTENSIONS}={COMPANION}"],
        "display_name": "Spark ML course",
        "language": "python",
        "env": environment_variables(),
        "metadata": {"debugger": True},
    }
    (folder / "kernel.json").write_text(json.dumps(specification, indent=1) + "\n")
    return folder
