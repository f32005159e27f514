# task: selection-sees-training-rows-only
# why: misconception: a selection is no training, so it may use all rows; it then knows which columns suit the test rows.
# loses: 4
# message: speak only in the test rows
def train_selected(train, test, columns, k):
    assembler = VectorAssembler(inputCols=columns, outputCol="all")
    selector = UnivariateFeatureSelector(featuresCol="all", outputCol="chosen", selectionMode="numTopFeatures")
    selector.setFeatureType("continuous").setLabelType("categorical").setSelectionThreshold(k)
    chosen = selector.fit(assembler.transform(train.unionByName(test)))
    classifier = LogisticRegression(featuresCol="chosen", regParam=0.01)
    model = PipelineModel([assembler, chosen, classifier.fit(chosen.transform(assembler.transform(train)))])
    return model, [columns[i] for i in chosen.selectedFeatures], model.transform(test)
