# task: second-grid-follows-the-best
# why: misconception: the second grid is always finer; at the end of a list it then looks where the best cannot be.
# loses: 4
# message: the best was the last value, so look beyond it
def refine(space, best):
    second = {}
    for name, values in space.items():
        i = values.index(best[name])
        second[name] = np.geomspace(values[max(0, i - 1)], values[min(len(values) - 1, i + 1)], 5).tolist()
    return second
