# task: coefficients-have-names
# why: misconception: dropLast leaves a value out; with handleInvalid="keep" the last place is that of invalid values.
# loses: 2
# message: and OneHotEncoder's {'handleInvalid': 'keep'}
def named_coefficients(model, rows):
    indexer, encoder, assembler, regression = model.stages
    slots = {}
    for number, vector in enumerate(encoder.getOutputCols()):
        column, labels = indexer.getInputCols()[number], indexer.labelsArray[number]
        width = encoder.categorySizes[number] - int(encoder.getDropLast())
        slots[vector] = [f"{column}={label}" for label in [*labels, "unseen"][:width]]
    names = [name for part in assembler.getInputCols() for name in slots.get(part, [part])]
    return {name: float(value) for name, value in zip(names, regression.coefficients)}
