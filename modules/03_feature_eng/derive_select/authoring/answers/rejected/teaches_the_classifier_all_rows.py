# task: selection-sees-training-rows-only
# why: misconception: only the choice of columns must not see the test rows; the classifier may learn from all of them.
# loses: 3
# message: fit the classifier on the training rows alone, too
def train_selected(train, test, columns, k):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import VectorAssembler
    from sklearn.feature_selection import f_classif

    known = train.select(*columns, "label").toPandas()
    value = dict(zip(columns, f_classif(known[columns], known["label"])[0]))
    names = sorted(columns, key=value.get, reverse=True)[:k]
    stages = [VectorAssembler(inputCols=names, outputCol="features"), LogisticRegression(regParam=0.01)]
    model = Pipeline(stages=stages).fit(train.unionByName(test))
    return model, names, model.transform(test)
