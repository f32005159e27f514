# task: every-fit-is-counted
# why: a function that returns the counts of one part and multiplies them on the way back up gives the same numbers.
def count_fits(stage):
    import collections

    if isinstance(stage, Pipeline):
        return dict(sum((collections.Counter(count_fits(part)) for part in stage.getStages()), collections.Counter()))
    if hasattr(stage, "getEstimatorParamMaps"):
        judged = len(stage.getEstimatorParamMaps()) * (stage.getNumFolds() if hasattr(stage, "getNumFolds") else 1)
        return {name: times * (judged + 1) for name, times in count_fits(stage.getEstimator()).items()}
    return {type(stage).__name__: 1} if hasattr(stage, "fit") else {}
