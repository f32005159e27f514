# task: selection-sees-training-rows-only
# why: misconception: a selector in the pipeline is enough; the classifier must also read its output.
# loses: 3
# message: should read the output of the selector
def train_selected(train, test, columns, k):
    assembler = VectorAssembler(inputCols=columns, outputCol="all")
    selector = UnivariateFeatureSelector(featuresCol="all", outputCol="chosen", selectionMode="numTopFeatures")
    selector.setFeatureType("continuous").setLabelType("categorical").setSelectionThreshold(k)
    model = Pipeline(stages=[assembler, selector, LogisticRegression(featuresCol="all", regParam=0.01)]).fit(train)
    return model, [columns[i] for i in model.stages[1].selectedFeatures], model.transform(test)
