# task: importance-is-measured-by-shuffling
# why: misconception: featureImportances say the same; they are shares, from the training rows, and only trees have them.
# loses: 4
# message: It is a difference of two RMSE values in bikes, not a share
def rise_when_shuffled(model, rows, columns):
    names = model.stages[0].getInputCols()
    shares = dict(zip(names, model.stages[-1].featureImportances.toArray(), strict=True))
    return {name: float(shares[name]) for name in columns}
