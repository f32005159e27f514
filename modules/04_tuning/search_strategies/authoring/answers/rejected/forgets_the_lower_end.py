# task: second-grid-follows-the-best
# why: misconception: only the largest value can be at an edge; at the first value a negative index takes the last one as neighbour.
# loses: 3
# message: put three values below the best
def refine(space, best):
    second = {}
    for name, values in space.items():
        i, step = values.index(best[name]), values[1] / values[0]
        if i == len(values) - 1:
            second[name] = [best[name] * step**e for e in (-1, 0, 1, 2, 3)]
        else:
            second[name] = np.geomspace(values[i - 1], values[i + 1], 5).tolist()
    return second
