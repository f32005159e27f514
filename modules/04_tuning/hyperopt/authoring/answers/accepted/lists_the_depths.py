# task: points-cover-the-limits
# why: a choice from the list of all depths is even, and gives ints.
def draw_points(limits, n, seed):
    first, last = limits["depth"]
    space = {
        "C": hp.loguniform("C", *np.log(limits["C"])),
        "depth": hp.choice("depth", list(range(first, last + 1))),
        "share": hp.uniform("share", *limits["share"]),
        "loss": hp.choice("loss", limits["loss"]),
    }
    generator = np.random.default_rng(seed)
    return [sample(space, rng=generator) for _ in range(n)]
