# task: unknown-values-are-set-aside
# why: each indexer's labels as a table, joined from the left; the key of a join comes first among the columns.
def split_batch(model, rows):
    tagged, flags = rows, []
    for stage in model.stages:
        if type(stage).__name__ != "StringIndexerModel":
            continue
        columns = stage.getInputCols() if stage.isSet("inputCols") else [stage.getInputCol()]
        for column, labels in zip(columns, stage.labelsArray):
            flag = f"ok_{column}"
            lookup = spark.createDataFrame([(label, True) for label in labels], f"{column} string, {flag} boolean")
            tagged, flags = tagged.join(lookup, column, "left"), [*flags, flag]
    fine = F.lit(True)
    for flag in flags:
        fine = fine & F.coalesce(F.col(flag), F.lit(False))
    return tagged.where(fine).drop(*flags), tagged.where(~fine).drop(*flags)
