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

JAVA = "org.apache.spark.ml."
MAX_FILES = 2_000
MAX_STAGES = 500
MAX_UNCOMPRESSED = 128 * 2**20  # bytes, over all Parquet files
SAFE_NAME = re.compile(r"(?:[A-Za-z0-9_=-][A-Za-z0-9._=-]*/){0,12}[A-Za-z0-9_=-][A-Za-z0-9._=-]*")

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


def write_stage(stage: Any) -> dict[str, bytes]:
    """A stage, pipeline, model or evaluator as relative file names and their bytes."""
    with tempfile.TemporaryDirectory(prefix="stage-") as folder:
        place = Path(folder, "stage")
        stage.write().overwrite().save(place.as_uri())
        return {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in sorted(place.rglob("*"))
            if path.is_file() and not path.name.startswith((".", "_"))
        }


def read_stage(files: dict[str, bytes]) -> Any:
    """Load checked files with Spark; Malformed when they are not what `write_stage` makes of an allowed class."""
    java = check_files(files)
    with tempfile.TemporaryDirectory(prefix="stage-") as folder:
        for name, data in files.items():
            path = Path(folder, "stage", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return _python_class(java).load(Path(folder, "stage").as_uri())


def check_files(files: dict[str, bytes]) -> str:
    """The Java class of the outermost stage, once every name, class and Parquet footer has been looked at."""
    if len(files) > MAX_FILES or not all(SAFE_NAME.fullmatch(name) for name in files):
        raise Malformed("a saved stage with odd file names")
    classes = {name: _metadata_class(data) for name, data in files.items() if re.search(r"(^|/)metadata/part-[^/]*$", name)}
    if len(classes) > MAX_STAGES:
        raise Malformed(f"a saved pipeline of {len(classes):,} stages")
    _check_tables(files)
    outermost = [java for name, java in classes.items() if name.startswith("metadata/")]
    if len(outermost) != 1:
        raise Malformed("a saved stage without metadata")
    return outermost[0]


def _metadata_class(data: bytes) -> str:
    try:
        metadata = json.loads(data)
        java = str(metadata["class"])
        language = metadata["paramMap"].get("language", "Java")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Malformed("a saved stage with broken metadata") from error
    if language == "Python" and java in PYTHON_ALLOWED:
        return PYTHON_ALLOWED[java]
    if java not in ALLOWED or language != "Java":
        raise Malformed(f"a saved stage of class {java[:100]}, which is not on the list of Spark ML classes")
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
