# task: folder-is-read-not-loaded
# why: misconception: a part without content is written as null; it may also not be written at all.
# loses: 1
# message: with what this hidden test gave it (KeyError)
def about(text):
    found = yaml.safe_load(text)
    signature = found.get("signature") or dict.fromkeys(["inputs", "params"])
    inputs, params = (json.loads(signature[part] or "[]") for part in ("inputs", "params"))
    return {
        "flavours": sorted(found["flavors"]),
        "python": found["flavors"].get("python_function", {}).get("python_version"),
        "needs": {column["name"]: column["type"] for column in inputs if column["required"]},
        "settings": {param["name"]: param["default"] for param in params},
    }
