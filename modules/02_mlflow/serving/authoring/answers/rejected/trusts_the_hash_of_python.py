# task: keys-stay-where-they-are
# why: misconception: hash() of a text is a number of that text; each new process has its own.
# loses: 1
# message: in another process
def route(keys, weights):
    seats = [name for name in sorted(weights) for _ in range(weights[name])]
    return [seats[hash(key) % 100] for key in keys]
