import json


def notebook(notebook):
    notebook["cells"] *= 400
    return json.dumps(notebook).encode()
