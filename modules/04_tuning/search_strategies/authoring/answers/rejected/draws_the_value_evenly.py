# task: draws-follow-the-space
# why: misconception: log-uniform is uniform with other ends; nine of ten draws then lie in the last decade.
# loses: 2
# message: measured in decades
def draws(space, n, seed):
    rng = np.random.default_rng(seed)

    def draw(description):
        if isinstance(description, list):
            return description[rng.integers(len(description))]
        kind, low, high = description
        if kind == "randint":
            return int(rng.integers(low, high, endpoint=True))
        return float(rng.uniform(low, high))

    return [{name: draw(description) for name, description in space.items()} for _ in range(n)]
