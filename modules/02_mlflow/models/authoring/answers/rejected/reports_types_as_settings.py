# task: folder-is-read-not-loaded
# why: misconception: a parameter is known when its type is known; what counts for who says nothing is the default.
# loses: 3
# message: settings is {'minutes': 'double'}
def about(text):
    found = yaml.safe_load(text)
    signature = found.get("signature") or {}
    inputs, params = (json.loads(signature.get(part) or "[]") for part in ("inputs", "params"))
    return {
        "flavours": sorted(found["flavors"]),
        "python": found["flavors"].get("python_function", {}).get("python_version"),
        "needs": {column["name"]: column["type"] for column in inputs if column["required"]},
        "settings": {param["name"]: param["type"] for param in params},
    }
