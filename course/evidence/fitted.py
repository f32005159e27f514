"""Which rows a fitted transformer has seen, found by fitting it again and comparing what it learned."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# What each model of `pyspark.ml.feature` learned from its rows: exact numbers and labels, nothing whose sign is free.
LEARNED = {
    "StandardScalerModel": ("mean", "std"),
    "MinMaxScalerModel": ("originalMin", "originalMax"),
    "MaxAbsScalerModel": ("maxAbs",),
    "RobustScalerModel": ("median", "range"),
    "StringIndexerModel": ("labelsArray",),
    "OneHotEncoderModel": ("categorySizes",),
    "ImputerModel": ("surrogateDF",),
    "IDFModel": ("idf", "numDocs"),
    "CountVectorizerModel": ("vocabulary",),
    "VectorIndexerModel": ("categoryMaps",),
    "PCAModel": ("explainedVariance",),
    "ChiSqSelectorModel": ("selectedFeatures",),
    "UnivariateFeatureSelectorModel": ("selectedFeatures",),
    "VarianceThresholdSelectorModel": ("selectedFeatures",),
}
INPUTS = ("inputCols", "inputCol", "featuresCol")
TRAIN, BOTH, TEST = "the training rows", "the training and test rows together", "the test rows"


@dataclass(frozen=True)
class Fitted:
    """A fitted stage, named by its class and input, and the name of the rows that it was fitted on ("" for none of them)."""

    stage: str
    rows: str


def fitted_statistics(stage: Any) -> dict[str, Any]:
    """What a scaler, indexer, selector or the like has learned: numbers, text and lists of them; empty for other stages."""
    return {name: _plain(getattr(stage, name)) for name in LEARNED.get(type(stage).__name__, ())}


def fitted_on(model: Any, frames: Mapping[str, DataFrame]) -> list[Fitted]:
    """For each stage that learned statistics, the first of the named `frames` that gives the same when it is fitted again."""
    seen = dict(frames)
    found = []
    for stage in stages_of(model):
        learned = fitted_statistics(stage)
        if learned:
            match = next((name for name, rows in seen.items() if _alike(learned, _fitted_again(stage, rows))), "")
            found.append(Fitted(_name(stage), match))
        seen = {name: stage.transform(rows) for name, rows in seen.items()}
    return found


def leak(model: Any, train: DataFrame, test: DataFrame) -> str:
    """A sentence where a stage of a fitted `model` has learned from the test rows, or nothing."""
    for fitted in fitted_on(model, {TRAIN: train, BOTH: train.unionByName(test), TEST: test}):
        if fitted.rows in (BOTH, TEST):
            return (
                f"{fitted.stage} holds exactly the statistics of {fitted.rows}; "
                "fit it on the training rows alone, or your test score measures what the model has already seen"
            )
    return ""


def stages_of(model: Any) -> Iterator[Any]:
    """The stages of a fitted model in their order, those of pipelines inside and of what a validator chose among them."""
    if hasattr(model, "bestModel"):
        model = model.bestModel
    if hasattr(model, "stages"):
        for stage in model.stages:
            yield from stages_of(stage)
    else:
        yield model


def _fitted_again(stage: Any, rows: DataFrame) -> dict[str, Any]:
    """The statistics of a stage of the same kind and parameters, fitted on `rows`; empty where it cannot be."""
    from pyspark.errors import PySparkException
    from pyspark.ml import feature

    estimator = getattr(feature, type(stage).__name__.removesuffix("Model"))()
    for param in stage.params:
        if stage.isSet(param) and estimator.hasParam(param.name):  # a default such as `outputCol` is no setting
            estimator.set(estimator.getParam(param.name), stage.getOrDefault(param))
    try:
        return fitted_statistics(estimator.fit(rows))
    except PySparkException:  # these rows are not what it was fitted on
        return {}


def _name(stage: Any) -> str:
    kind = type(stage).__name__.removesuffix("Model")
    inputs = [stage.getOrDefault(name) for name in INPUTS if stage.hasParam(name) and stage.isDefined(name)]
    columns = ", ".join(inputs[0]) if inputs and isinstance(inputs[0], list) else "".join(inputs[:1])
    return f"the {kind} on {columns}"


def _plain(value: Any) -> Any:
    if hasattr(value, "toPandas"):  # an imputer's surrogates, one row
        return {name: _plain(column) for name, column in value.toPandas().to_dict("list").items()}
    if hasattr(value, "toArray"):
        return value.toArray().tolist()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return list(map(_plain, value)) if isinstance(value, list | tuple) else value


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(one) and math.isnan(other))
    return bool(one == other)
