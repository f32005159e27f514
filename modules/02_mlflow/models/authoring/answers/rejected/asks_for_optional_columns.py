# task: folder-is-read-not-loaded
# why: misconception: every column of a signature must be there; a column with required: false may stay away.
# loses: 2
# message: needs is {'distance': 'double', 'carrier': 'string', 'wind': 'double'}
def about(text):
    found = yaml.safe_load(text)
    signature = found.get("signature") or {}
    inputs, params = (json.loads(signature.get(part) or "[]") for part in ("inputs", "params"))
    return {
        "flavours": sorted(found["flavors"]),
        "python": found["flavors"].get("python_function", {}).get("python_version"),
        "needs": {column["name"]: column["type"] for column in inputs},
        "settings": {param["name"]: param["default"] for param in params},
    }
