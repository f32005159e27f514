# task: cluster-numbers-are-no-labels
# why: misconception: a silhouette is a silhouette; scikit-learn's default distance is not Spark's.
# loses: 4
# message: with squared distances
def judge_clusters(grouped):
    import numpy as np
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    rows = grouped.toPandas()
    points = np.stack([vector.toArray() for vector in rows["features"]])
    known = rows.dropna(subset=["species"])
    return {
        "silhouette": float(silhouette_score(points, rows["cluster"])),
        "ari": float(adjusted_rand_score(known["cluster"], known["species"])),
    }
