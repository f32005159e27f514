# task: grid-holds-every-combination
# why: misconception: an array keeps each value as it is; an array of texts and numbers makes texts of the numbers.
# loses: 3
# message: a number stays a number
def log_steps(low, high, steps):
    return np.geomspace(low, high, steps).tolist()


def grid(space):
    places = np.stack([axis.ravel() for axis in np.meshgrid(*space.values())], axis=1)
    return [dict(zip(space, values)) for values in places.tolist()]
