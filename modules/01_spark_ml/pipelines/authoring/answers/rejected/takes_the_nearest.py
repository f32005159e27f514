# task: fingerprint-names-the-rows
# why: misconception: the most similar candidate must be the one; similar statistics are those of other rows.
# loses: 1
# message: if no candidate fits in all that was learned
def rows_seen(pipeline, model, candidates):
    import numpy as np

    def distance(rows):
        again = pipeline.fit(rows).stages[2]
        return np.abs(again.mean - model.stages[2].mean).sum() + np.abs(again.std - model.stages[2].std).sum()

    return min(candidates, key=lambda name: distance(candidates[name]))
