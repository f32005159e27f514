# task: each-batch-has-its-answer
# why: misconception: a merge keeps every row; it keeps those that find a partner.
# loses: 3
# message: each batch needs an answer of its own length
def score_batches(batches, model):
    effects = pd.DataFrame({"carrier": list(model["carriers"]), "effect": list(model["carriers"].values())})
    answers = []
    for batch in batches:
        joined = batch.astype({"carrier": "object"}).merge(effects, on="carrier")
        distance = joined["distance"].fillna(model["distance"])
        answers.append(model["intercept"] + model["per_mile"] * distance + joined["effect"])
    return answers
