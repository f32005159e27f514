# task: cluster-numbers-are-no-labels
# why: misconception: the Rand index is enough; dice get more than one half of the pairs right.
# loses: 4
# message: adjust for chance
def judge_clusters(grouped):
    from pyspark.ml.evaluation import ClusteringEvaluator
    from sklearn.metrics import rand_score

    known = grouped.dropna(subset=["species"]).toPandas()
    return {
        "silhouette": ClusteringEvaluator(predictionCol="cluster").evaluate(grouped),
        "ari": float(rand_score(known["species"], known["cluster"])),
    }
