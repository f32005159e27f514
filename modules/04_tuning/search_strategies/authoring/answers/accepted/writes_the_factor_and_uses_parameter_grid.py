# task: grid-holds-every-combination
# why: a power of the factor gives the same steps, and scikit-learn's ParameterGrid gives the same combinations.
def log_steps(low, high, steps):
    factor = (high / low) ** (1 / (steps - 1))
    return [low * factor**i for i in range(steps)]


def grid(space):
    return list(ParameterGrid(space))
