# task: unknown-values-are-set-aside
# why: misconception: `labels` is all that an indexer knows; one indexer may serve many columns, each with labels of its own.
# loses: 3
# message: 5 has a carrier and 6 an engine that the indexer has not met
def split_batch(model, rows):
    known = F.lit(True)
    for stage in model.stages:
        if type(stage).__name__ == "StringIndexerModel":
            column = stage.getInputCols()[0] if stage.isSet("inputCols") else stage.getInputCol()
            known = known & F.coalesce(F.col(column).isin(list(stage.labelsArray[0])), F.lit(False))
    return rows.where(known), rows.where(~known)
