import json


def notebook(notebook):
    notebook["cells"] = dict(enumerate(notebook["cells"]))
    return json.dumps(notebook).encode()
