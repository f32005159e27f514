# task: fingerprint-names-the-rows
# why: misconception: the uid of a model tells where it came from; it is that of its estimator, whatever the rows were.
# loses: 4
# message: compare what each stage has learned
def rows_seen(pipeline, model, candidates):
    for name, rows in candidates.items():
        if [stage.uid for stage in pipeline.fit(rows).stages] == [stage.uid for stage in model.stages]:
            return name
    return None
