# task: keys-stay-where-they-are
# why: misconception: up to 90 means 90 as well; a hundred places counted from 0 then have 91 of them, and a weight of 0 gets one.
# loses: 1
# message: with the weight 0 got keys
def route(keys, weights):
    def endpoint_of(key):
        place, edge = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100, 0
        for name in sorted(weights):
            edge += weights[name]
            if place <= edge:
                return name

    return [endpoint_of(key) for key in keys]
