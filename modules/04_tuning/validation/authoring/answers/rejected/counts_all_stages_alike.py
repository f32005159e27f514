# task: every-fit-is-counted
# why: misconception: a pipeline that holds a validator is fitted as a whole for each combination and fold.
# loses: 2
# message: the pipeline fits it once, before any fold is made
def count_fits(stage):
    times, learners, todo = 1, [], [stage]
    while todo:
        part = todo.pop()
        if isinstance(part, Pipeline):
            todo += part.getStages()
        elif isinstance(part, (CrossValidator, TrainValidationSplit)):
            splits = part.getNumFolds() if isinstance(part, CrossValidator) else 1
            times *= len(part.getEstimatorParamMaps()) * splits + 1
            todo.append(part.getEstimator())
        elif isinstance(part, Estimator):
            learners.append(type(part).__name__)
    return {name: learners.count(name) * times for name in learners}
