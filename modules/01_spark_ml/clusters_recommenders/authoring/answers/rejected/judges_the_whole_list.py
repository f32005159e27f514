# task: only-the-first-k-count
# why: misconception: k is how many are shown, the metric is that of the list; hits that nobody sees are counted.
# loses: 4
# message: the first 3
def ranking_metrics(lists, k):
    import math

    precision, ndcg = [], []
    for row in lists.collect():
        liked, shown = set(row["liked"]), row["recommended"]
        gains = [1 / math.log2(place + 1) for place, movie in enumerate(shown, start=1) if movie in liked]
        best = sum(1 / math.log2(place + 1) for place in range(1, len(liked) + 1))
        precision.append(len(gains) / len(shown))
        ndcg.append(sum(gains) / best if best else 0.0)
    return {"precision": sum(precision) / len(precision), "ndcg": sum(ndcg) / len(ndcg)}
