# task: selection-sees-training-rows-only
# why: misconception: a scale has no label in it, so it may be learned from all rows.
# loses: 4
# message: the training and test rows together
def train_selected(train, test, columns, k):
    known = train.select(*columns, "label").toPandas()
    value = {name: f_value(known[name], known["label"]) for name in columns}
    names = sorted(columns, key=value.get, reverse=True)[:k]
    raw = VectorAssembler(inputCols=names, outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features", withMean=True)
    scaled = Pipeline(stages=[raw, scale]).fit(train.unionByName(test))
    model = PipelineModel([*scaled.stages, LogisticRegression().fit(scaled.transform(train))])
    return model, names, model.transform(test)
