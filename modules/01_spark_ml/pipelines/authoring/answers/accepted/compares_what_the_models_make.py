# task: fingerprint-names-the-rows
# why: rows scaled by their own mean and deviation have mean 0 and deviation 1; with the same labels, that is a fingerprint too.
def rows_seen(pipeline, model, candidates):
    import numpy as np

    output = pipeline.getStages()[2].getOutputCol()
    for name, rows in candidates.items():
        again = pipeline.fit(rows)
        if list(map(list, again.stages[0].labelsArray)) != list(map(list, model.stages[0].labelsArray)):
            continue
        one, other = (
            np.array([row[0].toArray() for row in fitted.transform(rows).select(output).collect()]) for fitted in (again, model)
        )
        same_spread = np.allclose(one.std(axis=0), other.std(axis=0), rtol=1e-8)
        inputs = fitted_mean(again), fitted_mean(model)
        if same_spread and np.allclose(*inputs, rtol=1e-9):
            return name
    return None


def fitted_mean(fitted):
    return fitted.stages[-1].mean.toArray()
