# task: fingerprint-names-the-rows
# why: misconception: the means are fingerprint enough; other rows may have the same means, other labels and another spread.
# loses: 3
# message: compare both, with a tolerance
def rows_seen(pipeline, model, candidates):
    import numpy as np

    for name, rows in candidates.items():
        if np.allclose(pipeline.fit(rows).stages[2].mean, model.stages[2].mean, rtol=1e-9):
            return name
    return None
