# task: points-cover-the-limits
# why: misconception: uniformint draws all ints equally; it rounds a number between the limits, so the ends get half.
# loses: 2
# message: halve the ends
def draw_points(limits, n, seed):
    first, last = limits["depth"]
    space = {
        "C": hp.loguniform("C", *np.log(limits["C"])),
        "depth": hp.uniformint("depth", first, last),
        "share": hp.uniform("share", *limits["share"]),
        "loss": hp.choice("loss", limits["loss"]),
    }
    generator = np.random.default_rng(seed)
    return [sample(space, rng=generator) for _ in range(n)]
