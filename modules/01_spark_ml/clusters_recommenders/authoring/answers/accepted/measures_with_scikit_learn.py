# task: cluster-numbers-are-no-labels
# why: both numbers by scikit-learn, the silhouette with the squared distance.
def judge_clusters(grouped):
    import numpy as np
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    rows = grouped.toPandas()
    points = np.stack([vector.toArray() for vector in rows["features"]])
    known = rows[rows["species"].notna()]
    return {
        "silhouette": float(silhouette_score(points, rows["cluster"], metric="sqeuclidean")),
        "ari": float(adjusted_rand_score(known["cluster"], known["species"])),
    }
