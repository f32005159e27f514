# task: plan-fits-the-cluster
# why: misconception: the cluster is one large machine; a trial cannot have a core here and three there.
# loses: 2
# message: no trial is spread over two workers
def plan(job, cluster):
    if job["library"] in ("pyspark.ml", "xgboost.spark"):
        return "Trials", 1
    cores, memory = (cluster["workers"] * cluster[name] for name in ("cores", "gigabytes"))
    return "SparkTrials", min(cores // job["threads"], memory // job["gigabytes"], job["trials"], 128)
