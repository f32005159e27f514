# task: fill-values-come-from-train
# why: each column has a fitted pipeline of its own; together they are the stages of one model.
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    def wide(rows):
        return rows.withColumns({f"{name}_filled": F.col(name).cast("double") for name in strategies})

    models = []
    for name, word in strategies.items():
        imputer = Imputer(inputCols=[f"{name}_filled"], outputCols=[f"{name}_filled"], strategy=word)
        models.append(Pipeline(stages=[imputer]).fit(wide(train)))
    model = PipelineModel(models)
    return model, model.transform(wide(test))
