import json


def notebook(notebook):
    notebook["metadata"]["author"] = "somebody else"
    return json.dumps(notebook).encode()
