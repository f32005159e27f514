# task: draws-follow-the-space
# why: ParameterSampler draws the same distributions; SciPy's uniform wants a width, and its randint leaves out the upper end.
def draws(space, n, seed):
    translated = {}
    for name, description in space.items():
        if isinstance(description, list):
            translated[name] = description
            continue
        kind, low, high = description
        if kind == "uniform":
            translated[name] = uniform(low, high - low)
        elif kind == "loguniform":
            translated[name] = loguniform(low, high)
        else:
            translated[name] = randint(low, high + 1)
    return list(ParameterSampler(translated, n, random_state=seed))
