# task: keys-stay-where-they-are
# why: misconception: a dictionary's order is part of the weights; another service writes the same weights in another order.
# loses: 1
# message: sort the names
def route(keys, weights):
    seats = [name for name in weights for _ in range(weights[name])]
    return [seats[int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100] for key in keys]
