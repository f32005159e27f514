# task: coefficients-have-names
# why: misconception: one-hot always leaves the last value out; dropLast is a parameter, and without it each value has its slot.
# loses: 2
# message: and OneHotEncoder's {'dropLast': False}
def named_coefficients(model, rows):
    indexer, encoder, assembler, regression = model.stages
    slots = {}
    for number, vector in enumerate(encoder.getOutputCols()):
        column, labels = indexer.getInputCols()[number], indexer.labelsArray[number]
        slots[vector] = [f"{column}={label}" for label in [*labels, "unseen"][: encoder.categorySizes[number] - 1]]
    names = [name for part in assembler.getInputCols() for name in slots.get(part, [part])]
    return {name: float(value) for name, value in zip(names, regression.coefficients)}
