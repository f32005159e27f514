# task: keys-stay-where-they-are
# why: misconception: taking turns is fair, so it is enough; the place in the list says nothing about who asks.
# loses: 1
# message: the place depends on the key alone
def route(keys, weights):
    seats = [name for name in sorted(weights) for _ in range(weights[name])]
    return [seats[place % 100] for place in range(len(keys))]
