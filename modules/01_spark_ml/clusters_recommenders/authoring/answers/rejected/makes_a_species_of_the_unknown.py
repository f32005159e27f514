# task: cluster-numbers-are-no-labels
# why: misconception: "unknown" is one more species; these birds have nothing in common but that nobody looked.
# loses: 1
# message: unknown is no species of its own
def judge_clusters(grouped):
    from pyspark.ml.evaluation import ClusteringEvaluator
    from sklearn.metrics import adjusted_rand_score

    known = grouped.fillna("unknown", subset=["species"]).select("species", "cluster").toPandas()
    return {
        "silhouette": ClusteringEvaluator(predictionCol="cluster").evaluate(grouped),
        "ari": float(adjusted_rand_score(known["species"], known["cluster"])),
    }
