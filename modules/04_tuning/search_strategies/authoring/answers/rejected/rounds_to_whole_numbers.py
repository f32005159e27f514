# task: draws-follow-the-space
# why: misconception: a rounded uniform draw is an even whole number; each end gets half of what a number between gets.
# loses: 2
# message: does each end get as many draws
def draws(space, n, seed):
    rng = np.random.default_rng(seed)

    def draw(description):
        if isinstance(description, list):
            return description[rng.integers(len(description))]
        kind, low, high = description
        if kind == "loguniform":
            return float(np.exp(rng.uniform(np.log(low), np.log(high))))
        value = float(rng.uniform(low, high))
        return int(round(value)) if kind == "randint" else value

    return [{name: draw(description) for name, description in space.items()} for _ in range(n)]
