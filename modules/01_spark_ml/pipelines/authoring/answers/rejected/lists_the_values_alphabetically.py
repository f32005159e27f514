# task: coefficients-have-names
# why: misconception: slots follow the alphabet; by default they follow how often a value was seen.
# loses: 3
# message: is each name beside its own slot
def named_coefficients(model, rows):
    indexer, encoder, assembler, regression = model.stages
    slots = {}
    for number, vector in enumerate(encoder.getOutputCols()):
        column, labels = indexer.getInputCols()[number], sorted(indexer.labelsArray[number])
        width = encoder.categorySizes[number] - int(encoder.getDropLast())
        slots[vector] = [f"{column}={label}" for label in [*labels, "unseen"][:width]]
    names = [name for part in assembler.getInputCols() for name in slots.get(part, [part])]
    return {name: float(value) for name, value in zip(names, regression.coefficients, strict=True)}
