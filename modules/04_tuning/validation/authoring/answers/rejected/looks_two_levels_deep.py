# task: every-fit-is-counted
# why: misconception: a pipeline holds stages, a validator holds a pipeline, and that is all.
# loses: 2
# message: a pipeline inside a validator inside a pipeline
def count_fits(stage):
    counts = {}
    for part in stage.getStages() if isinstance(stage, Pipeline) else [stage]:
        times, inner = 1, [part]
        if isinstance(part, (CrossValidator, TrainValidationSplit)):
            folds = part.getNumFolds() if isinstance(part, CrossValidator) else 1
            times = len(part.getEstimatorParamMaps()) * folds + 1
            inner = [part.getEstimator()]
            if not isinstance(stage, Pipeline) and isinstance(inner[0], Pipeline):
                inner = inner[0].getStages()
        for one in inner:
            if isinstance(one, Estimator):
                counts[type(one).__name__] = counts.get(type(one).__name__, 0) + times
    return counts
