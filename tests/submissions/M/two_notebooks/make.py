import json


def notebook(notebook):
    return json.dumps(notebook).encode() * 2
