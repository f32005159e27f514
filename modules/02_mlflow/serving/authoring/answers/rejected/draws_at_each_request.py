# task: keys-stay-where-they-are
# why: misconception: a split by weight is a draw by weight; whoever asks twice may get two models.
# loses: 3
# message: compute the place from the key
def route(keys, weights):
    return random.choices(list(weights), list(weights.values()), k=len(keys))
