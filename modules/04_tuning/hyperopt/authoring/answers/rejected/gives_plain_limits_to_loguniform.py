# task: points-cover-the-limits
# why: misconception: hp.loguniform takes the limits themselves; it takes their logarithms.
# loses: 3
# message: hp.loguniform wants the logarithms of its limits
def draw_points(limits, n, seed):
    first, last = limits["depth"]
    space = {
        "C": hp.loguniform("C", *limits["C"]),
        "depth": hp.choice("depth", list(range(first, last + 1))),
        "share": hp.uniform("share", *limits["share"]),
        "loss": hp.choice("loss", limits["loss"]),
    }
    generator = np.random.default_rng(seed)
    return [sample(space, rng=generator) for _ in range(n)]
