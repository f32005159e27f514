# task: each-batch-has-its-answer
# why: misconception: the mean of the batch is as good as the mean of the training rows.
# loses: 3
# message: look at gaps
def score_batches(batches, model):
    answers = []
    for batch in batches:
        distance = batch["distance"].fillna(batch["distance"].mean())
        effect = batch["carrier"].map(model["carriers"]).astype("float64").fillna(0.0)
        answers.append(model["intercept"] + model["per_mile"] * distance + effect)
    return answers
