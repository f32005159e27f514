import json


def notebook(notebook):
    notebook["nbformat_minor"] = 9
    return json.dumps(notebook).encode()
