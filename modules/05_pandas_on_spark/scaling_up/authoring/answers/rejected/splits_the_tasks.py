# task: speed-up-ends-somewhere
# why: misconception: work is like water and fills all cores alike; the heaviest task does not.
# loses: 4
# message: no task is split
def job_seconds(serial, tasks, cores):
    return serial + sum(tasks) / cores


def cores_enough(serial, tasks, limit):
    return next((cores for cores in range(1, 1000) if job_seconds(serial, tasks, cores) <= limit), None)
