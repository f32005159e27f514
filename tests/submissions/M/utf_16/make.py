import json


def notebook(notebook):
    return json.dumps(notebook).encode("utf-16")
