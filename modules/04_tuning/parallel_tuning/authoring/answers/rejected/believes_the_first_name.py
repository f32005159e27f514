# task: plan-fits-the-cluster
# why: misconception: XGBoost is a library for one machine; its module xgboost.spark starts Spark jobs.
# loses: 2
# message: belongs in Trials
def plan(job, cluster):
    if job["library"].startswith("pyspark"):
        return "Trials", 1
    fits = min(cluster["cores"] // job["threads"], cluster["gigabytes"] // job["gigabytes"])
    return "SparkTrials", min(cluster["workers"] * fits, job["trials"], 128)
