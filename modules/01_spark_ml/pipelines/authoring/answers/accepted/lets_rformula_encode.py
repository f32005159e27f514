# task: pipeline-sees-training-rows-only
# why: RFormula indexes, encodes and assembles by itself; an imputer before it fills the gaps, and both are fitted on train.
def train_and_score(train, test):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, RFormula

    fill = Imputer(strategy="median", inputCols=["pressure", "seats"], outputCols=["p", "s"])
    formula = RFormula(formula="late ~ carrier + engine + hour + distance + p + s", labelCol="y", handleInvalid="keep")
    model = Pipeline(stages=[fill, formula, LogisticRegression(labelCol="y", regParam=0.01, maxIter=30)]).fit(train)
    return model, model.transform(test)
