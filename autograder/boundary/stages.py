"""Spark ML stages as files in Spark's own format; from a learner they are checked before Spark sees them.

Loading a saved stage makes Spark look up the class that its metadata names, so only classes of this list pass.
`SQLTransformer` is not among them: it runs any SQL on the reader's side.
"""

import importlib
import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from pyarrow import ArrowException

from autograder.boundary.frames import Malformed
from autograder.boundary.params import metadata_of, stage_from

JAVA = "org.apache.spark.ml."
MAX_FILES = 2_000
MAX_STAGES = 500
MAX_UNCOMPRESSED = 128 * 2**20  # bytes, over all Parquet files
PLAIN_NAME = r"[A-Za-z0-9_=-][A-Za-z0-9._=-]*"
SAFE_NAME = re.compile(rf"(?:{PLAIN_NAME}/){{0,12}}{PLAIN_NAME}")

_ESTIMATORS = {
    "feature": "Imputer StringIndexer OneHotEncoder StandardScaler MinMaxScaler MaxAbsScaler RobustScaler RFormula Bucketizer "
    "QuantileDiscretizer VectorIndexer PCA IDF CountVectorizer ChiSqSelector UnivariateFeatureSelector "
    "VarianceThresholdSelector Word2Vec MinHashLSH BucketedRandomProjectionLSH TargetEncoder",
    "regression": "LinearRegression GeneralizedLinearRegression DecisionTreeRegressor RandomForestRegressor GBTRegressor "
    "IsotonicRegression AFTSurvivalRegression FMRegressor",
    "classification": "LogisticRegression DecisionTreeClassifier RandomForestClassifier GBTClassifier NaiveBayes LinearSVC "
    "MultilayerPerceptronClassifier FMClassifier OneVsRest",
    "clustering": "KMeans BisectingKMeans GaussianMixture LDA",
    "recommendation": "ALS",
    "fpm": "FPGrowth",
    "tuning": "CrossValidator TrainValidationSplit",
    "": "Pipeline",
}
_MODELS = {
    "regression": "LinearRegressionModel GeneralizedLinearRegressionModel DecisionTreeRegressionModel "
    "RandomForestRegressionModel GBTRegressionModel IsotonicRegressionModel AFTSurvivalRegressionModel FMRegressionModel",
    "classification": "LogisticRegressionModel DecisionTreeClassificationModel RandomForestClassificationModel "
    "GBTClassificationModel NaiveBayesModel LinearSVCModel MultilayerPerceptronClassificationModel FMClassificationModel "
    "OneVsRestModel",
    "clustering": "KMeansModel BisectingKMeansModel GaussianMixtureModel DistributedLDAModel LocalLDAModel",
    "recommendation": "ALSModel",
    "fpm": "FPGrowthModel",
    "tuning": "CrossValidatorModel TrainValidationSplitModel",
    "": "PipelineModel",
    "feature": " ".join(
        f"{name}Model" for name in _ESTIMATORS["feature"].split() if name not in ("Bucketizer", "QuantileDiscretizer")
    ),
}
_OTHERS = {
    "feature": "VectorAssembler Binarizer Tokenizer RegexTokenizer NGram StopWordsRemover HashingTF FeatureHasher Interaction "
    "Normalizer PolynomialExpansion VectorSlicer VectorSizeHint DCT ElementwiseProduct IndexToString",
    "evaluation": "RegressionEvaluator BinaryClassificationEvaluator MulticlassClassificationEvaluator ClusteringEvaluator "
    "RankingEvaluator MultilabelClassificationEvaluator",
}


METADATA = "metadata/part-00000"
IN_METADATA = re.compile(r"metadata/part-[^/]*")
STAGE = re.compile(r"stages/(?P<number>\d{1,4})_[^/]+/(?P<rest>.+)")
PIPELINES = ("Pipeline", "PipelineModel")
HOLD_OTHERS = (*PIPELINES, "CrossValidator", "TrainValidationSplit", "OneVsRest")  # Spark saves more than their parameters


def _qualified(*tables: dict[str, str]) -> frozenset[str]:
    return frozenset(
        f"{JAVA}{room}.{name}".replace("..", ".") for table in tables for room, names in table.items() for name in names.split()
    )


_WITHIN_RFORMULA = {"feature": "VectorAttributeRewriter ColumnPruner"}
ALLOWED = _qualified(_ESTIMATORS, _MODELS, _OTHERS, _WITHIN_RFORMULA)
# A pipeline within a pipeline is saved by Python, under the name of its Python class.
PYTHON_ALLOWED = {
    f"pyspark.ml.{room or 'pipeline'}.{name}": f"{JAVA}{room}.{name}".replace("..", ".")
    for table in (_ESTIMATORS, _MODELS)
    for room in ("", "tuning")
    for name in table[room].split()
}


ONLY_PARAMS = {
    f"pyspark.ml.{room}.{name}": f"{JAVA}{room}.{name}"
    for table in (_ESTIMATORS, _OTHERS)
    for room, names in table.items()
    for name in names.split()
    if name not in HOLD_OTHERS
}


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
    return _read(files, check_files(files))


def _write_pipeline(pipeline: Any) -> dict[str, bytes]:
    name = type(pipeline).__name__
    stages = pipeline.getStages() if name == "Pipeline" else pipeline.stages
    about = {"class": f"{JAVA}{name}", "uid": pipeline.uid, "paramMap": {"stageUids": [stage.uid for stage in stages]}}
    files = {METADATA: json.dumps(about).encode()}
    for number, stage in enumerate(stages):
        files |= {f"stages/{number}_{stage.uid}/{name}": data for name, data in write_stage(stage).items()}
    return files


def _read(files: dict[str, bytes], java: str) -> Any:
    if java in (f"{JAVA}{name}" for name in PIPELINES):
        return _read_pipeline(files, java)
    if java in ONLY_PARAMS.values():
        return stage_from(_outermost(files), java)
    with tempfile.TemporaryDirectory(prefix="stage-") as folder:
        for name, data in files.items():
            path = Path(folder, "stage", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return _python_class(java).load(Path(folder, "stage").as_uri())


def _read_pipeline(files: dict[str, bytes], java: str) -> Any:
    about = json.loads(_outermost(files))
    parts: dict[int, dict[str, bytes]] = {}
    for name, data in files.items():
        if found := STAGE.fullmatch(name):
            parts.setdefault(int(found["number"]), {})[found["rest"]] = data
    if sorted(parts) != list(range(len(about["paramMap"]["stageUids"]))):
        raise Malformed("a saved pipeline whose stages are not all there")
    stages = [_read(part, _metadata_class(_outermost(part))) for _, part in sorted(parts.items())]
    kind = _python_class(java)
    pipeline = kind(stages=stages) if kind.__name__ == "Pipeline" else kind(stages)
    return pipeline._resetUid(str(about["uid"]))


def _outermost(files: dict[str, bytes]) -> bytes:
    found = [data for name, data in files.items() if IN_METADATA.fullmatch(name)]
    if len(found) != 1:
        raise Malformed("a saved stage without metadata")
    return found[0]


def check_files(files: dict[str, bytes]) -> str:
    """The Java class of the outermost stage, once every name, class and Parquet footer has been looked at."""
    if len(files) > MAX_FILES or not all(SAFE_NAME.fullmatch(name) for name in files):
        raise Malformed("a saved stage with odd file names")
    classes = {name: _metadata_class(data) for name, data in files.items() if re.search(r"(^|/)metadata/part-[^/]*$", name)}
    if len(classes) > MAX_STAGES:
        raise Malformed(f"a saved pipeline of {len(classes):,} stages")
    _check_tables(files)
    return _metadata_class(_outermost(files))


def _metadata_class(data: bytes) -> str:
    try:
        metadata = json.loads(data)
        java, uid = str(metadata["class"]), str(metadata["uid"])
        language = metadata["paramMap"].get("language", "Java")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Malformed("a saved stage with broken metadata") from error
    if not re.fullmatch(PLAIN_NAME, uid):  # Spark makes a folder of it when it saves a pipeline
        raise Malformed("a saved stage whose uid is no plain name")
    if language == "Python" and java in PYTHON_ALLOWED:
        return PYTHON_ALLOWED[java]
    if java not in ALLOWED or language != "Java":
        raise Malformed(f"a saved stage of class {java[:100]} (not on the list of Spark ML classes)")
    return java


def _check_tables(files: dict[str, bytes]) -> None:
    size = 0
    for name, data in files.items():
        if not name.endswith(".parquet"):
            continue
        try:
            footer = pq.ParquetFile(io.BytesIO(data)).metadata
        except (ArrowException, OSError, ValueError) as error:
            raise Malformed("a saved stage with a broken Parquet file") from error
        size += sum(footer.row_group(group).total_byte_size for group in range(footer.num_row_groups))
    if size > MAX_UNCOMPRESSED:
        raise Malformed(f"a saved stage that unpacks to {size:,} bytes")


def _python_class(java: str) -> Any:
    room, _, name = java.removeprefix(JAVA).rpartition(".")
    return getattr(importlib.import_module(f"pyspark.ml.{room}".rstrip(".")), name)
