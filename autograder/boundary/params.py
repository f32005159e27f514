"""Stages that are nothing but their parameters, in Spark's own metadata, without the Spark jobs that saving and loading cost."""

from typing import Any


def metadata_of(stage: Any) -> bytes:
    """What Spark itself would write to `metadata/part-00000` for this stage."""
    session, jvm = _session()
    text = jvm.org.apache.spark.ml.util.DefaultParamsWriter.getMetadataToSave(stage._to_java(), session)
    return f"{text}\n".encode()


def stage_from(metadata: bytes, java: str) -> Any:
    """The stage that Spark would load from metadata whose class, `java`, has been checked."""
    from pyspark.ml.wrapper import JavaParams

    _, jvm = _session()
    said = jvm.org.apache.spark.ml.util.DefaultParamsReader.parseMetadata(metadata.decode().strip(), java)
    stage = JavaParams._new_java_obj(java, said.uid())
    said.getAndSetParams(stage, jvm.scala.Option.empty())
    return JavaParams._from_java(stage)


def _session() -> tuple[Any, Any]:
    from pyspark.sql import SparkSession

    session: Any = SparkSession.builder.getOrCreate()
    return session._jsparkSession, session._jvm
