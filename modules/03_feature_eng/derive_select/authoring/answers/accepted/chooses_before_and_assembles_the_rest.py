# task: selection-sees-training-rows-only
# why: the names may be computed outside of the pipeline, if only training rows are used.
def train_selected(train, test, columns, k):
    known = train.select(*columns, "label").toPandas()
    value = {name: f_value(known[name], known["label"]) for name in columns}
    names = sorted(columns, key=value.get, reverse=True)[:k]
    raw = VectorAssembler(inputCols=names, outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features", withMean=True)
    model = Pipeline(stages=[raw, scale, LogisticRegression()]).fit(train)
    return model, names, model.transform(test)
