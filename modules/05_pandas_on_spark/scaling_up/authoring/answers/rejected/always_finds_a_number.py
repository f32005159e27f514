# task: speed-up-ends-somewhere
# why: misconception: there is always a number of cores that is enough, one for each task at the latest.
# loses: 4
# message: by hand it is None
def job_seconds(serial, tasks, cores):
    busy = [0.0] * cores
    for task in tasks:
        busy[busy.index(min(busy))] += task
    return serial + max(busy)


def cores_enough(serial, tasks, limit):
    cores = 1
    while cores < len(tasks) and job_seconds(serial, tasks, cores) > limit + 1e-9:
        cores += 1
    return cores
