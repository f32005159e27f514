# task: cheap-model-within-one-error
# why: the definition of the front, word for word, over all pairs; and a sort instead of idxmin.
def trade(table):
    models = list(table.itertuples(index=False))

    def beats(a, b):
        return a.cost <= b.cost and a.loss <= b.loss and (a.cost < b.cost or a.loss < b.loss)

    front = [b.name for b in models if not any(beats(a, b) for a in models)]
    best = min(models, key=lambda one: one.loss)
    near = [one for one in models if one.loss <= best.loss + best.error]
    return front, min(near, key=lambda one: (one.cost, one.loss)).name
