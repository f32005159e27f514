# task: only-the-first-k-count
# why: misconception: the best list has k hits; who liked two movies can never have more than two.
# loses: 4
# message: a hit at place 1 where 1 was possible
def ranking_metrics(lists, k):
    import math

    precision, ndcg = [], []
    best = sum(1 / math.log2(place + 1) for place in range(1, k + 1))
    for row in lists.collect():
        hits = [place for place, movie in enumerate(row["recommended"][:k], start=1) if movie in row["liked"]]
        precision.append(len(hits) / k)
        ndcg.append(sum(1 / math.log2(place + 1) for place in hits) / best)
    return {"precision": sum(precision) / len(precision), "ndcg": sum(ndcg) / len(ndcg)}
