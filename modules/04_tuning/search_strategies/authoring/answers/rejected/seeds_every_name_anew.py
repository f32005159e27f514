# task: draws-follow-the-space
# why: misconception: each name needs a generator with the seed; then all names move together, along a line.
# loses: 1
# message: their points lie near a line
def draws(space, n, seed):
    columns = {}
    for name, description in space.items():
        rng = np.random.default_rng(seed)
        if isinstance(description, list):
            columns[name] = [description[i] for i in rng.integers(len(description), size=n)]
        elif description[0] == "uniform":
            columns[name] = rng.uniform(*description[1:], n).tolist()
        elif description[0] == "loguniform":
            columns[name] = np.exp(rng.uniform(*np.log(description[1:]), n)).tolist()
        else:
            columns[name] = rng.integers(*description[1:], n, endpoint=True).tolist()
    return [dict(zip(columns, values)) for values in zip(*columns.values())]
