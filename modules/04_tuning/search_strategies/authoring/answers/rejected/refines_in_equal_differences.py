# task: second-grid-follows-the-best
# why: misconception: between two neighbours of a log grid the steps may add.
# loses: 4
# message: finer between the neighbours, in equal factors
def refine(space, best):
    second = {}
    for name, values in space.items():
        i, step = values.index(best[name]), values[1] / values[0]
        if i == len(values) - 1:
            second[name] = [best[name] * step**e for e in (-1, 0, 1, 2, 3)]
        elif i == 0:
            second[name] = [best[name] / step**e for e in (-1, 0, 1, 2, 3)]
        else:
            second[name] = np.linspace(values[i - 1], values[i + 1], 5).tolist()
    return second
