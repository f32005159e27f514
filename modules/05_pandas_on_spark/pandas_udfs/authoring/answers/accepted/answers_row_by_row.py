# task: each-batch-has-its-answer
# why: a loop over the rows and a dict: slow, and right.
def score_batches(batches, model):
    def delay(carrier, distance):
        distance = model["distance"] if np.isnan(distance) else distance
        return model["intercept"] + model["per_mile"] * distance + model["carriers"].get(carrier, 0.0)

    return [
        pd.Series([delay(*flight) for flight in zip(batch["carrier"], batch["distance"])], dtype="float64") for batch in batches
    ]
