# task: plan-fits-the-cluster
# why: placing trials one by one on a worker until nothing fits gives the same number.
def plan(job, cluster):
    if job["library"].split(".")[-1] in ("ml", "spark"):
        return ["Trials", 1]
    slots = 0
    while (slots + 1) * job["threads"] <= cluster["cores"] and (slots + 1) * job["gigabytes"] <= cluster["gigabytes"]:
        slots += 1
    return ["SparkTrials", min(128, job["trials"], slots * cluster["workers"])]
