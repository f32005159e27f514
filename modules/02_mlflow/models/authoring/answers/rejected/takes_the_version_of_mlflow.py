# task: folder-is-read-not-loaded
# why: misconception: there is one version in the file; MLflow's and Python's are two, and a pickle cares for Python's.
# loses: 3
# message: python is '3.17.2', expected '3.11.7'
def about(text):
    found = yaml.safe_load(text)
    signature = found.get("signature") or {}
    inputs, params = (json.loads(signature.get(part) or "[]") for part in ("inputs", "params"))
    return {
        "flavours": sorted(found["flavors"]),
        "python": found["mlflow_version"],
        "needs": {column["name"]: column["type"] for column in inputs if column["required"]},
        "settings": {param["name"]: param["default"] for param in params},
    }
