# task: grid-holds-every-combination
# why: misconception: equal steps are equal differences; four of five values then lie in the last decade.
# loses: 3
# message: Steps that add and steps that multiply are two things
def log_steps(low, high, steps):
    return np.linspace(low, high, steps).tolist()


def grid(space):
    return [dict(zip(space, values)) for values in product(*space.values())]
