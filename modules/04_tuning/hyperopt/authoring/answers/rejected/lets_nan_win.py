# task: curve-knows-failures
# why: misconception: min passes over NaN; a NaN that comes first stays for ever.
# loses: 1
# message: failed ones and NaN
def best_so_far(results):
    curve, best = [], None
    for result in results:
        if result["status"] == STATUS_OK:
            best = result["loss"] if best is None else min(best, result["loss"])
        curve.append(best)
    return curve
