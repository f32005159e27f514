# task: grid-holds-every-combination
# why: misconception: a grid varies one name at a time and leaves the others at their first value.
# loses: 3
# message: each kernel meets each alpha once, which makes 6
def log_steps(low, high, steps):
    return np.geomspace(low, high, steps).tolist()


def grid(space):
    first = {name: values[0] for name, values in space.items()}
    return [first, *({**first, name: value} for name, values in space.items() for value in values[1:])]
