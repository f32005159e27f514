# task: unknown-values-are-set-aside
# why: misconception: a row passes a condition or its opposite; for a missing text both are unknown, and the row is gone.
# loses: 2
# message: a condition and its opposite may both be unknown
def split_batch(model, rows):
    known = F.lit(True)
    for stage in model.stages:
        if type(stage).__name__ == "StringIndexerModel":
            columns = stage.getInputCols() if stage.isSet("inputCols") else [stage.getInputCol()]
            for column, labels in zip(columns, stage.labelsArray):
                known = known & F.col(column).isin(list(labels))
    return rows.where(known), rows.where(~known)
