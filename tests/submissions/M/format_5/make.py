import json


def notebook(notebook):
    notebook["nbformat"] = 5
    return json.dumps(notebook).encode()
