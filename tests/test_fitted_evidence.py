"""Which rows a fitted model has seen is found by fitting it again."""

from types import SimpleNamespace
from typing import Any

import pytest
from pyspark.ml import Pipeline, feature
from pyspark.ml.feature import Imputer, MinMaxScaler, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import DataFrame, SparkSession

from autograder.boundary.values import decode, encode
from course import fitted_on, fitted_statistics, leak, stages_of
from course.evidence.fitted import LEARNED

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parts(spark: SparkSession) -> tuple[DataFrame, DataFrame]:
    train = spark.createDataFrame(
        [(1.0, "a", 1.0), (None, "a", 2.0), (4.0, "b", 3.0), (7.0, "b", 5.0), (2.0, "b", 4.0)], "x double, s string, y double"
    )
    test = spark.createDataFrame([(20.0, "c", 9.0), (30.0, "c", 8.0), (None, "c", 7.0), (31.0, "c", 8.0)], train.schema)
    return train.cache(), test.cache()


def pipeline() -> Pipeline:
    return Pipeline(
        stages=[
            Imputer(inputCols=["x"], outputCols=["full"]),
            StringIndexer(inputCol="s", outputCol="i", handleInvalid="keep"),
            VectorAssembler(inputCols=["full", "i"], outputCol="v"),
            StandardScaler(inputCol="v", outputCol="z", withMean=True),
            LinearRegression(featuresCol="z", labelCol="y"),
        ]
    )


def as_the_judge_gets_it(model: Any) -> Any:
    return decode(encode(model))


def test_a_pipeline_fitted_on_the_training_rows_has_no_leak(parts: tuple[DataFrame, DataFrame]) -> None:
    train, test = parts
    assert leak(as_the_judge_gets_it(pipeline().fit(train)), train, test) == ""


def test_a_pipeline_fitted_on_all_rows_leaks_and_the_message_says_where(parts: tuple[DataFrame, DataFrame]) -> None:
    train, test = parts
    said = leak(as_the_judge_gets_it(pipeline().fit(train.unionByName(test))), train, test)
    assert said.startswith("the Imputer on x holds exactly the statistics of the training and test rows together")
    assert "fit it on the training rows alone" in said


def test_a_single_stage_fitted_on_all_rows_or_on_the_test_rows_is_named(parts: tuple[DataFrame, DataFrame]) -> None:
    train, test = parts
    for rows, name in ((train, ""), (train.unionByName(test), "training and test rows together"), (test, "of the test rows")):
        indexer = StringIndexer(inputCol="s", outputCol="i", handleInvalid="keep").fit(rows)
        filled = [frame.fillna(15, "x") for frame in (rows, train, test)]
        assemble = VectorAssembler(inputCols=["x"], outputCol="v")
        scaler = MinMaxScaler(inputCol="v", outputCol="z").fit(assemble.transform(filled[0]))
        for said in (leak(indexer, train, test), leak(scaler, *map(assemble.transform, filled[1:]))):
            assert (name in said) if name else said == ""


SELECTORS = {
    "ChiSqSelector": {"numTopFeatures": 1},
    "UnivariateFeatureSelector": {"featureType": "continuous", "labelType": "categorical", "selectionThreshold": 1},
    "VarianceThresholdSelector": {"varianceThreshold": 0.1},
}


@pytest.mark.parametrize("kind", sorted(SELECTORS))
def test_a_selector_is_recognised_by_the_rows_whose_columns_it_chose(kind: str, spark: SparkSession) -> None:
    says, constant = [0.0, 0.0, 0.2, 1.0, 0.9, 1.0], [0.5, 0.5, 0.6, 0.5, 0.5, 0.6]
    labels = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    train, test = (
        VectorAssembler(inputCols=["a", "b"], outputCol="v").transform(
            spark.createDataFrame(list(zip(*columns, labels, strict=True)), "a double, b double, label double")
        )
        for columns in ((says, constant), (constant, says))
    )
    names = {"featuresCol": "v", "outputCol": "out"} | ({} if kind.startswith("Variance") else {"labelCol": "label"})
    for rows, found in ((train, "train"), (test, "test")):
        estimator = getattr(feature, kind)()
        for name, value in (names | SELECTORS[kind]).items():
            estimator.set(estimator.getParam(name), value)
        (fitted,) = fitted_on(as_the_judge_gets_it(estimator.fit(rows)), {"train": train, "test": test})
        assert (fitted.stage, fitted.rows) == (f"the {kind} on v", found)


@pytest.mark.parametrize("kind", sorted({name for name in LEARNED if name.removesuffix("Model") not in SELECTORS}))
def test_each_kind_of_stage_is_recognised_by_the_rows_that_it_was_fitted_on(
    kind: str, parts: tuple[DataFrame, DataFrame]
) -> None:
    train, test = (
        VectorAssembler(inputCols=["x", "y"], outputCol="v")
        .transform(rows.fillna(15, "x"))
        .selectExpr("*", "array(s, CAST(y AS STRING)) AS words", "CAST(y AS INT) AS k")
        for rows in parts
    )
    name = kind.removesuffix("Model")
    column = {"StringIndexer": "s", "OneHotEncoder": "k", "Imputer": "x", "CountVectorizer": "words"}.get(name, "v")
    for rows, found in ((train, "train"), (test, "test")):
        more = {"k": 1} if name == "PCA" else {}
        model = as_the_judge_gets_it(getattr(feature, name)(inputCol=column, outputCol="out", **more).fit(rows))
        assert [(fitted.stage, fitted.rows) for fitted in fitted_on(model, {"train": train, "test": test})] == [
            (f"the {name} on {column}", found)
        ]


def test_a_model_fitted_on_other_rows_is_no_leak_and_has_no_name(parts: tuple[DataFrame, DataFrame]) -> None:
    train, test = parts
    model = pipeline().fit(train.dropna())
    assert leak(model, train, test) == ""
    scaled = [fitted for fitted in fitted_on(model, {"train": train}) if "Scaler" in fitted.stage]
    assert [fitted.rows for fitted in scaled] == [""]


def test_statistics_are_plain_numbers_and_labels(parts: tuple[DataFrame, DataFrame]) -> None:
    imputer, indexer, _, scaler, regression = pipeline().fit(parts[0]).stages
    assert fitted_statistics(imputer) == {"surrogateDF": {"x": [3.5]}}
    assert fitted_statistics(indexer) == {"labelsArray": [["b", "a"]]}
    assert set(fitted_statistics(scaler)) == {"mean", "std"}
    assert fitted_statistics(regression) == {}


def test_stages_are_found_inside_of_pipelines_and_of_what_a_validator_chose() -> None:
    chosen = SimpleNamespace(bestModel=SimpleNamespace(stages=["encoder", "line"]))
    assert list(stages_of(SimpleNamespace(stages=["indexer", SimpleNamespace(stages=[chosen])]))) == [
        "indexer",
        "encoder",
        "line",
    ]
    assert list(stages_of("line")) == ["line"]
