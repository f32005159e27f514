# task: unknown-values-are-set-aside
# why: an indexer that skips leaves exactly the rows that it knows; what is not left is strange, repeated rows included.
def split_batch(model, rows):
    known = rows
    for stage in model.stages:
        if type(stage).__name__ == "StringIndexerModel":
            known = stage.copy({stage.handleInvalid: "skip"}).transform(known).select(rows.columns)
    return known, rows.exceptAll(known)
