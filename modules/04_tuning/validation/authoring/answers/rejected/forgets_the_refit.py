# task: every-fit-is-counted
# why: misconception: the models that are compared are all the models; the best combination is trained once more on all rows.
# loses: 4
# message: then one is refitted
def count_fits(stage):
    counts = {}

    def visit(part, times):
        if isinstance(part, Pipeline):
            for inner in part.getStages():
                visit(inner, times)
        elif isinstance(part, (CrossValidator, TrainValidationSplit)):
            splits = part.getNumFolds() if isinstance(part, CrossValidator) else 1
            visit(part.getEstimator(), times * len(part.getEstimatorParamMaps()) * splits)
        elif isinstance(part, Estimator):
            counts[type(part).__name__] = counts.get(type(part).__name__, 0) + times

    visit(stage, 1)
    return counts
