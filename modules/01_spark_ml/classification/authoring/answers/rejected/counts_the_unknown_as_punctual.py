# task: alarms-are-judged-by-the-late-class
# why: misconception: a flight without an arrival was not late; nobody knows that, and the metrics move.
# loses: 1
# message: an unknown flight is neither late nor on time
def alarm_metrics(scored, threshold):
    alarm, late = F.col("p_late") >= threshold, F.col("late") == 1
    tp, fp, fn, tn = scored.fillna(0.0, subset=["late"]).agg(
        F.count_if(alarm & late), F.count_if(alarm & ~late), F.count_if(~alarm & late), F.count_if(~alarm & ~late)
    ).first()
    return {
        "accuracy": (tp + tn) / (tp + fp + fn + tn),
        "precision": tp / (tp + fp) if tp else 0.0,
        "recall": tp / (tp + fn) if tp else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp else 0.0,
    }
