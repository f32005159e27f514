# task: opened-only-if-trusted
# why: misconception: a list of dangerous endings is enough; what nobody thought of passes.
# loses: 1
# message: a list of bad endings always misses one
def speaks_against(files, allowed):
    found = set()
    for path, content in files.items():
        if path.endswith((".pkl", ".pickle")):
            found.add(path)
        elif path.endswith(".skops"):
            try:
                found |= set(skops.io.get_untrusted_types(data=content)) - set(allowed)
            except Exception:
                found.add(path)
    return sorted(found)
