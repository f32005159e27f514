# task: alarms-are-judged-by-the-late-class
# why: misconception: precision and recall can be divided once an alarm is sent; when each alarm is false, their sum is 0.
# loses: 1
# message: did not come to its end with what this hidden test gave it
def alarm_metrics(scored, threshold):
    alarm, late = F.col("p_late") >= threshold, F.col("late") == 1
    tp, fp, fn, tn = scored.dropna(subset=["late"]).agg(
        F.count_if(alarm & late), F.count_if(alarm & ~late), F.count_if(~alarm & late), F.count_if(~alarm & ~late)
    ).first()
    accuracy = (tp + tn) / (tp + fp + fn + tn)
    if tp + fp == 0:
        return {"accuracy": accuracy, "precision": 0.0, "recall": 0.0, "f1": 0.0}
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return {"accuracy": accuracy, "precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}
