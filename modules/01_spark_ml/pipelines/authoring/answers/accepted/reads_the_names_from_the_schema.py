# task: coefficients-have-names
# why: the assembler writes the name of each slot beside its column, so the schema of transformed rows knows the order.
def named_coefficients(model, rows):
    indexer, encoder, assembler, regression = model.stages
    attributes = model.transform(rows).schema[assembler.getOutputCol()].metadata["ml_attr"]["attrs"]
    slots = {slot["idx"]: slot["name"] for kind in attributes.values() for slot in kind}
    column_of = dict(zip(encoder.getOutputCols(), indexer.getInputCols()))
    named = {}
    for place, name in slots.items():
        vector = next((vector for vector in column_of if name.startswith(vector + "_")), None)
        readable = f"{column_of[vector]}={name[len(vector) + 1 :]}" if vector else name
        named[readable] = float(regression.coefficients[place])
    return named
