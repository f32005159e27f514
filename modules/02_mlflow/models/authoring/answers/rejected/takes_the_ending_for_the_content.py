# task: opened-only-if-trusted
# why: misconception: skops is the safe format, so a file that is called .skops is safe.
# loses: 3
# message: model.skops holds a function of the operating system
def speaks_against(files, allowed):
    return sorted(path for path in files if path not in HARMLESS and not path.endswith(".skops"))
