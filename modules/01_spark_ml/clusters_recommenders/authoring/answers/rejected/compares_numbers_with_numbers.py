# task: cluster-numbers-are-no-labels
# why: misconception: cluster 0 should be the first species; the numbering is free, and accuracy changes with it.
# loses: 4
# message: The number of a cluster is only a name
def judge_clusters(grouped):
    from pyspark.ml.evaluation import ClusteringEvaluator

    known = grouped.dropna(subset=["species"]).toPandas()
    codes = known["species"].astype("category").cat.codes
    return {
        "silhouette": ClusteringEvaluator(predictionCol="cluster").evaluate(grouped),
        "ari": float((codes == known["cluster"]).mean()),
    }
