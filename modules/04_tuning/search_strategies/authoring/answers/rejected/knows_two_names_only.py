# task: grid-holds-every-combination
# why: misconception: a grid is a table with rows and columns, so it has two names.
# loses: 2
# message: Each value of a list meets each value of the others
def log_steps(low, high, steps):
    return np.geomspace(low, high, steps).tolist()


def grid(space):
    names = list(space)
    if len(names) == 1:
        return [{names[0]: value} for value in space[names[0]]]
    return [{names[0]: a, names[1]: b} for a in space[names[0]] for b in space[names[1]]]
