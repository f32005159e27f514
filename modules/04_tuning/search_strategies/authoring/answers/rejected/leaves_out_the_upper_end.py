# task: draws-follow-the-space
# why: misconception: integers(low, high) includes high.
# loses: 2
# message: both ends belong to it
def draws(space, n, seed):
    rng = np.random.default_rng(seed)

    def draw(description):
        if isinstance(description, list):
            return description[rng.integers(len(description))]
        kind, low, high = description
        if kind == "uniform":
            return float(rng.uniform(low, high))
        if kind == "loguniform":
            return float(10 ** rng.uniform(np.log10(low), np.log10(high)))
        return int(rng.integers(low, high))

    return [{name: draw(description) for name, description in space.items()} for _ in range(n)]
