# task: opened-only-if-trusted
# why: one function for one file; the answers are put together afterwards.
def names_in(path, content, allowed):
    if path in HARMLESS:
        return []
    if not path.endswith(".skops"):
        return [path]
    try:
        asked = skops.io.get_untrusted_types(data=content)
    except Exception:
        return [path]
    return [name for name in asked if name not in allowed]


def speaks_against(files, allowed):
    return sorted({name for path, content in files.items() for name in names_in(path, content, allowed)})
