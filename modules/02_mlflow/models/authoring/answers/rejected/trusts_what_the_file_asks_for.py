# task: opened-only-if-trusted
# why: misconception: a file that opens is a good file; opened with its own list of types, every file opens.
# loses: 2
# message: model.skops holds a function of the operating system
def speaks_against(files, allowed):
    found = set()
    for path, content in files.items():
        if path.endswith(".skops"):
            try:
                skops.io.loads(content, trusted=skops.io.get_untrusted_types(data=content))
            except Exception:
                found.add(path)
        elif path not in HARMLESS:
            found.add(path)
    return sorted(found)
