# task: keys-stay-where-they-are
# why: misconception: sticky means the same answer for the same call; with other weights all keys are dealt out anew.
# loses: 1
# message: leave each key at its place, and move only the cut
def route(keys, weights):
    seats = [name for name in sorted(weights) for _ in range(weights[name])]
    salt = str(sorted(weights.items()))
    return [seats[int(hashlib.sha256((salt + key).encode()).hexdigest(), 16) % 100] for key in keys]
