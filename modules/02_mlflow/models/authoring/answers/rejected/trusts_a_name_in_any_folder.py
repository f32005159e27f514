# task: opened-only-if-trusted
# why: misconception: a harmless name is harmless in each folder.
# loses: 1
# message: an allow-list names what it does not know
def speaks_against(files, allowed):
    found = set()
    for path, content in files.items():
        if path.endswith(".skops"):
            try:
                found |= set(skops.io.get_untrusted_types(data=content)) - set(allowed)
            except Exception:
                found.add(path)
        elif os.path.basename(path) not in HARMLESS:
            found.add(path)
    return sorted(found)
