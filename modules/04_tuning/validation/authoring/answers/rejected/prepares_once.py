# task: every-fit-is-counted
# why: misconception: only the model is trained again for each combination and fold; the preparation before it is fitted once.
# loses: 3
# message: the imputer stands inside the validator
def count_fits(stage):
    counts = {}

    def visit(part, times):
        if isinstance(part, Pipeline):
            for inner in part.getStages()[:-1]:
                visit(inner, 1)
            visit(part.getStages()[-1], times)
        elif isinstance(part, (CrossValidator, TrainValidationSplit)):
            splits = part.getNumFolds() if isinstance(part, CrossValidator) else 1
            visit(part.getEstimator(), times * (len(part.getEstimatorParamMaps()) * splits + 1))
        elif isinstance(part, Estimator):
            counts[type(part).__name__] = counts.get(type(part).__name__, 0) + times

    visit(stage, 1)
    return counts
