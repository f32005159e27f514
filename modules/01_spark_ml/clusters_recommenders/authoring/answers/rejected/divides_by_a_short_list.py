# task: only-the-first-k-count
# why: misconception: a list of two with two hits is perfect; k places were there to fill.
# loses: 1
# message: divide precision by k all the same
def ranking_metrics(lists, k):
    import math

    precision, ndcg = [], []
    for row in lists.collect():
        liked, first = set(row["liked"]), row["recommended"][:k]
        gains = [1 / math.log2(place + 1) for place, movie in enumerate(first, start=1) if movie in liked]
        best = sum(1 / math.log2(place + 1) for place in range(1, min(k, len(liked)) + 1))
        precision.append(len(gains) / len(first))
        ndcg.append(sum(gains) / best if best else 0.0)
    return {"precision": sum(precision) / len(precision), "ndcg": sum(ndcg) / len(ndcg)}
