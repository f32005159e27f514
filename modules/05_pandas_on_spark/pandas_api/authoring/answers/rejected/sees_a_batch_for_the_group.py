# task: groups-are-seen-whole
# why: misconception: apply_batch sees the whole frame; it sees one batch, and takes each carrier's mean in it.
# loses: 3
# message: a batch here has 50 rows of all carriers
def standardized(rows):
    def score(batch) -> ps.DataFrame["id": int, "carrier": str, "delay": float, "z": float]:  # noqa: F821
        groups = batch.groupby("carrier")["delay"]
        return batch.assign(z=(batch["delay"] - groups.transform("mean")) / groups.transform("std"))

    return rows.pandas_api().pandas_on_spark.apply_batch(score).to_spark()
