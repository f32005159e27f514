# task: curve-knows-failures
# why: misconception: a trial that has a loss counts; a failed one does not, whatever loss it has.
# loses: 1
# message: a failed trial and a NaN never count
def best_so_far(results):
    curve, best = [], None
    for result in results:
        loss = result.get("loss")
        if loss is not None and not np.isnan(loss):
            best = loss if best is None else min(best, loss)
        curve.append(best)
    return curve
