# task: points-cover-the-limits
# why: misconception: randint includes its upper limit.
# loses: 2
# message: leaves the upper one out
def draw_points(limits, n, seed):
    first, last = limits["depth"]
    space = {
        "C": hp.loguniform("C", *np.log(limits["C"])),
        "depth": hp.randint("depth", first, last),
        "share": hp.uniform("share", *limits["share"]),
        "loss": hp.choice("loss", limits["loss"]),
    }
    generator = np.random.default_rng(seed)
    return [{**sample(space, rng=generator)} for _ in range(n)]
