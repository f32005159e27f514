# task: opened-only-if-trusted
# why: misconception: a list for each file, put together, names each thing once.
# loses: 1
# message: name each of them once
def speaks_against(files, allowed):
    found = []
    for path, content in files.items():
        if path.endswith(".skops"):
            try:
                found += set(skops.io.get_untrusted_types(data=content)) - set(allowed)
            except Exception:
                found.append(path)
        elif path not in HARMLESS:
            found.append(path)
    return sorted(found)
