"""What a saved Spark ML stage may hold, and the check of one that a learner's side has sent.

Loading a saved stage makes Spark look up the class that its metadata names, so only classes of this list pass.
`SQLTransformer` is not among them: it runs any SQL on the reader's side.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.boundary.frames import Malformed
from autograder.boundary.tables import check_tables

JAVA = "org.apache.spark.ml."
MAX_FILES = 2_000
MAX_STAGES = 500
MAX_FOLDS = 1_000  # Spark makes a list of as many parts before it looks for them
PLAIN_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")

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
# Nothing but these two kinds of files: Spark reads a `metadata` folder's largest file first, whatever its name.
# Letters are compared without case, as some file systems do.
FOLDERS = r"(?:(?!(?i:metadata/|part-))[A-Za-z0-9_-][A-Za-z0-9._-]{0,150}/){0,12}"
METADATA_FILE = re.compile(rf"({FOLDERS})metadata/part-[A-Za-z0-9_-]{{1,150}}(?:\.txt)?")
TABLE_FILE = re.compile(rf"{FOLDERS}part-[A-Za-z0-9._-]{{1,150}}\.parquet")
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


def checked_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, each metadata written anew, once every name, class, path and table has been looked at."""
    tables = {name: data for name, data in files.items() if TABLE_FILE.fullmatch(name)}
    metadata = {f"{found[1]}{METADATA}": data for name, data in files.items() if (found := METADATA_FILE.fullmatch(name))}
    if len(files) > MAX_FILES or len(tables) + len(metadata) != len(files):
        raise Malformed("a saved stage with odd file names")
    if len(metadata) > MAX_STAGES:
        raise Malformed(f"a saved pipeline of {len(metadata):,} stages")
    check_outermost(metadata)
    check_tables(list(tables.values()))
    return tables | {name: _checked_metadata(data) for name, data in metadata.items()}


def check_outermost(files: Iterable[str]) -> None:
    """Malformed where no file of these names says what the whole stage is."""
    if METADATA not in files:
        raise Malformed("a saved stage without metadata")


def java_class(files: dict[str, bytes]) -> str:
    """The Java class of the outermost stage of files that were checked."""
    metadata = json.loads(files[METADATA])
    return PYTHON_ALLOWED.get(metadata["class"], metadata["class"])


def _checked_metadata(data: bytes) -> bytes:
    try:
        metadata = json.loads(data)
        java, uid, language = metadata["class"], metadata["uid"], metadata["paramMap"].get("language", "Java")
        names = [uid, *_paths(metadata)]
        folds = max(int(metadata[name].get("numFolds", 0)) for name in ("paramMap", "defaultParamMap") if name in metadata)
        written = json.dumps(metadata)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Malformed("a saved stage with broken metadata") from error
    if folds > MAX_FOLDS:
        raise Malformed(f"a saved stage of {folds:,} folds")
    if not all(isinstance(name, str) and PLAIN_NAME.fullmatch(name) for name in names):
        raise Malformed("a saved stage with a uid or path that is no plain name")
    allowed = {"Java": ALLOWED, "Python": PYTHON_ALLOWED}
    if not isinstance(java, str) or not isinstance(language, str) or java not in allowed.get(language, ()):
        raise Malformed(f"a saved stage of class {str(java)[:100]} (not on the list of Spark ML classes)")
    return f"{written}\n".encode()


def _paths(value: Any) -> Iterator[Any]:
    """What Spark makes folders of: the uids of a pipeline's stages, and stages that are values in a grid of parameters."""
    if isinstance(value, list):
        for item in value:
            yield from _paths(item)
    if isinstance(value, dict):
        yield from value.get("stageUids", ())
        if str(value.get("isJson", True)).lower() != "true":
            yield str(value["value"]).strip('"')
        for item in value.values():
            yield from _paths(item)
