# task: coefficients-have-names
# why: misconception: each value has its slot; with dropLast the last place has none, and all names behind it move up by one.
# loses: 2
# message: with dropLast the last place has no slot
def named_coefficients(model, rows):
    indexer, encoder, assembler, regression = model.stages
    labels_of = {
        vector: [f"{column}={label}" for label in labels]
        for vector, column, labels in zip(encoder.getOutputCols(), indexer.getInputCols(), indexer.labelsArray)
    }
    names = [name for part in assembler.getInputCols() for name in labels_of.get(part, [part])]
    return {name: float(value) for name, value in zip(names, regression.coefficients)}
