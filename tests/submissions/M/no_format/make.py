import json


def notebook(notebook):
    del notebook["nbformat"]
    return json.dumps(notebook).encode()
