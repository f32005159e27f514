import json


def notebook(notebook):
    import gzip

    return gzip.compress(json.dumps(notebook).encode(), mtime=0)
