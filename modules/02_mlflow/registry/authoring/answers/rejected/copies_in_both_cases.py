# task: model-or-code-arrives
# why: misconception: promoting code ends with the same model; the code has to run on production's rows.
# loses: 1
# message: train again, on the rows of production
def bring_over(what, source, target, rows):
    client = MlflowClient()
    arrived = client.copy_model_version(f"models:/{source}@champion", target)
    client.set_registered_model_alias(target, "challenger", arrived.version)
    return int(arrived.version)
