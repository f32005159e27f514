# task: keys-stay-where-they-are
# why: each endpoint bids for each key by a hash and its weight, and the highest bid wins (rendezvous hashing).
def route(keys, weights):
    def bid(key, name):
        number = int.from_bytes(hashlib.md5(f"{name}|{key}".encode()).digest()[:8]) + 1
        return weights[name] / -np.log(number / (2**64 + 2))

    open_ones = [name for name in weights if weights[name]]
    return [max(open_ones, key=lambda name: bid(key, name)) for key in keys]
