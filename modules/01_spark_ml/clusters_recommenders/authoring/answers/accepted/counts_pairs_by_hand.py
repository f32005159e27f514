# task: cluster-numbers-are-no-labels
# why: the adjusted Rand index from a table of counts, in Spark.
def judge_clusters(grouped):
    from pyspark.ml.evaluation import ClusteringEvaluator

    known = grouped.where("species IS NOT NULL")

    def pairs(*names):
        counts = [row["count"] for row in known.groupBy(*names).count().collect()]
        return sum(n * (n - 1) / 2 for n in counts)

    together, clusters, species, everything = pairs("cluster", "species"), pairs("cluster"), pairs("species"), pairs()
    chance = clusters * species / everything
    ari = (together - chance) / ((clusters + species) / 2 - chance)
    return {"silhouette": ClusteringEvaluator(predictionCol="cluster").evaluate(grouped), "ari": ari}
