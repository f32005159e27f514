import json


def notebook(notebook):
    notebook["nbformat"] = "4"
    return json.dumps(notebook).encode()
