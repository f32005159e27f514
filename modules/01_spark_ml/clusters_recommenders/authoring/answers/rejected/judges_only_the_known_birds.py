# task: cluster-numbers-are-no-labels
# why: misconception: rows with a gap must leave first; the silhouette needs no species, and all birds shape it.
# loses: 1
# message: it needs no species, so all birds count
def judge_clusters(grouped):
    from pyspark.ml.evaluation import ClusteringEvaluator
    from sklearn.metrics import adjusted_rand_score

    grouped = grouped.dropna(subset=["species"])
    known = grouped.select("species", "cluster").toPandas()
    return {
        "silhouette": ClusteringEvaluator(predictionCol="cluster").evaluate(grouped),
        "ari": float(adjusted_rand_score(known["species"], known["cluster"])),
    }
