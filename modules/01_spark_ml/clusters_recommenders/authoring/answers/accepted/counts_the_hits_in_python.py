# task: only-the-first-k-count
# why: plain Python, one user after the other.
def ranking_metrics(lists, k):
    import math

    precision, ndcg = [], []
    for row in lists.collect():
        liked = set(row["liked"])
        gains = [1 / math.log2(place + 1) for place, movie in enumerate(row["recommended"][:k], start=1) if movie in liked]
        best = sum(1 / math.log2(place + 1) for place in range(1, min(k, len(liked)) + 1))
        precision.append(len(gains) / k)
        ndcg.append(sum(gains) / best if best else 0.0)
    return {"precision": sum(precision) / len(precision), "ndcg": sum(ndcg) / len(ndcg)}
