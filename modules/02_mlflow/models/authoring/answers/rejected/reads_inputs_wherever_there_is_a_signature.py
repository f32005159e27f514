# task: folder-is-read-not-loaded
# why: misconception: every signature has inputs; a part may be there and hold nothing.
# loses: 1
# message: with what this hidden test gave it (TypeError)
def about(text):
    found = yaml.safe_load(text)
    signature = found.get("signature") or {"inputs": "[]"}
    inputs, params = json.loads(signature.get("inputs", "[]")), json.loads(signature.get("params") or "[]")
    return {
        "flavours": sorted(found["flavors"]),
        "python": found["flavors"].get("python_function", {}).get("python_version"),
        "needs": {column["name"]: column["type"] for column in inputs if column["required"]},
        "settings": {param["name"]: param["default"] for param in params},
    }
