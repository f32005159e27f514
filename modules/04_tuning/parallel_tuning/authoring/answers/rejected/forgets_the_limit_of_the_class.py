# task: plan-fits-the-cluster
# why: misconception: a cluster that is large enough runs any number of trials; SparkTrials runs at most 128.
# loses: 2
# message: SparkTrials runs at most 128
def plan(job, cluster):
    if job["library"] in ("pyspark.ml", "xgboost.spark"):
        return "Trials", 1
    fits = min(cluster["cores"] // job["threads"], cluster["gigabytes"] // job["gigabytes"])
    return "SparkTrials", min(cluster["workers"] * fits, job["trials"])
