# task: curve-knows-failures
# why: a running minimum of pandas passes over NaN.
def best_so_far(results):
    losses = [result["loss"] if result["status"] == STATUS_OK else np.nan for result in results]
    curve = pd.Series(losses, dtype=float).cummin().ffill()
    return [None if np.isnan(value) else float(value) for value in curve]
