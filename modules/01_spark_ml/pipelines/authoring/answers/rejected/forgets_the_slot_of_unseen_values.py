# task: coefficients-have-names
# why: misconception: a slot is a label; a place may be kept for what is not known, and all later names move.
# loses: 2
# message: do not add up to the prediction
def named_coefficients(model, rows):
    indexer, encoder, assembler, regression = model.stages
    slots = {}
    for number, vector in enumerate(encoder.getOutputCols()):
        column, labels = indexer.getInputCols()[number], indexer.labelsArray[number]
        width = encoder.categorySizes[number] - int(encoder.getDropLast()) + int(encoder.getHandleInvalid() == "keep")
        slots[vector] = [f"{column}={label}" for label in labels[:width]]
    names = [name for part in assembler.getInputCols() for name in slots.get(part, [part])]
    return {name: float(value) for name, value in zip(names, regression.coefficients)}
