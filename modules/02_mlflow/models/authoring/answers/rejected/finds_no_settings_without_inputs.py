# task: folder-is-read-not-loaded
# why: misconception: without inputs the signature is empty; each of its parts can stand alone.
# loses: 1
# message: look for each part by itself
def about(text):
    found = yaml.safe_load(text)
    signature, inputs, params = found.get("signature") or {}, [], []
    if signature.get("inputs"):
        inputs, params = (json.loads(signature.get(part) or "[]") for part in ("inputs", "params"))
    return {
        "flavours": sorted(found["flavors"]),
        "python": found["flavors"].get("python_function", {}).get("python_version"),
        "needs": {column["name"]: column["type"] for column in inputs if column["required"]},
        "settings": {param["name"]: param["default"] for param in params},
    }
