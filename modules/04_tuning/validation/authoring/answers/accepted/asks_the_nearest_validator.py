# task: every-fit-is-counted
# why: no validator stands inside of another, so the validator around a stage alone says how often it is fitted.
def count_fits(stage):
    counts = {}

    def visit(part, times):
        if isinstance(part, Pipeline):
            for inner in part.getStages():
                visit(inner, times)
        elif isinstance(part, (CrossValidator, TrainValidationSplit)):
            splits = part.getNumFolds() if isinstance(part, CrossValidator) else 1
            visit(part.getEstimator(), len(part.getEstimatorParamMaps()) * splits + 1)
        elif isinstance(part, Estimator):
            counts[type(part).__name__] = counts.get(type(part).__name__, 0) + times

    visit(stage, 1)
    return counts
