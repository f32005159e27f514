"""Spark ML stages as files in Spark's own format; from a learner they are checked before Spark sees them."""

import importlib
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from autograder.boundary.frames import Malformed
from autograder.boundary.params import metadata_of, stage_from
from autograder.boundary.stage_files import JAVA, METADATA, ONLY_PARAMS, PIPELINES, check_outermost, checked_files, java_class

STAGE = re.compile(r"stages/(?P<number>\d{1,4})_[^/]+/(?P<rest>.+)")


def write_stage(stage: Any) -> dict[str, bytes]:
    """A stage, pipeline, model or evaluator as relative file names and their bytes."""
    if type(stage).__name__ in PIPELINES and type(stage).__module__ == "pyspark.ml.pipeline":
        return _write_pipeline(stage)
    if f"{type(stage).__module__}.{type(stage).__name__}" in ONLY_PARAMS:
        return {METADATA: metadata_of(stage)}
    with tempfile.TemporaryDirectory(prefix="stage-") as folder:
        place = Path(folder, "stage")
        stage.write().overwrite().save(place.as_uri())
        return {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in sorted(place.rglob("*"))
            if path.is_file() and not path.name.startswith((".", "_"))
        }


def read_stage(files: dict[str, bytes]) -> Any:
    """The stage of checked files; Malformed when they are not what `write_stage` makes of an allowed class."""
    return _read(checked_files(files))


def _write_pipeline(pipeline: Any) -> dict[str, bytes]:
    name = type(pipeline).__name__
    stages = pipeline.getStages() if name == "Pipeline" else pipeline.stages
    about = {"class": f"{JAVA}{name}", "uid": pipeline.uid, "paramMap": {"stageUids": [stage.uid for stage in stages]}}
    files = {METADATA: json.dumps(about).encode()}
    for number, stage in enumerate(stages):
        files |= {f"stages/{number}_{stage.uid}/{name}": data for name, data in write_stage(stage).items()}
    return files


def _read(files: dict[str, bytes]) -> Any:
    check_outermost(files)
    java = java_class(files)
    if java in (f"{JAVA}{name}" for name in PIPELINES):
        return _read_pipeline(files, java)
    if java in ONLY_PARAMS.values():
        return stage_from(files[METADATA], java)
    with tempfile.TemporaryDirectory(prefix="stage-") as folder:
        for name, data in files.items():
            path = Path(folder, "stage", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return _python_class(java).load(Path(folder, "stage").as_uri())


def _read_pipeline(files: dict[str, bytes], java: str) -> Any:
    about = json.loads(files[METADATA])
    parts: dict[int, dict[str, bytes]] = {}
    for name, data in files.items():
        if found := STAGE.fullmatch(name):
            parts.setdefault(int(found["number"]), {})[found["rest"]] = data
    if sorted(parts) != list(range(len(about["paramMap"]["stageUids"]))):
        raise Malformed("a saved pipeline whose stages are not all there")
    stages = [_read(part) for _, part in sorted(parts.items())]
    kind = _python_class(java)
    pipeline = kind(stages=stages) if kind.__name__ == "Pipeline" else kind(stages)
    return pipeline._resetUid(str(about["uid"]))


def _python_class(java: str) -> Any:
    room, _, name = java.removeprefix(JAVA).rpartition(".")
    return getattr(importlib.import_module(f"pyspark.ml.{room}".rstrip(".")), name)
