# task: keys-stay-where-they-are
# why: the place of a key is computed once and kept in a cache, and bisect finds its piece of the line.
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate


@lru_cache(maxsize=None)
def place_of(key):
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) % 100


def route(keys, weights):
    names = sorted(weights)
    edges = list(accumulate(weights[name] for name in names))
    return [names[bisect_right(edges, place_of(key))] for key in keys]
