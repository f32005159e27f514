# task: keys-stay-where-they-are
# why: misconception: who is drawn once and remembered stays; another process has another memory.
# loses: 1
# message: in another process
places = {}


def route(keys, weights):
    def endpoint_of(key):
        place, edge = places.setdefault(key, random.uniform(0, 100)), 0
        for name in sorted(weights):
            edge += weights[name]
            if place < edge:
                return name

    return [endpoint_of(key) for key in keys]
