import json


def notebook(notebook):
    notebook["cells"] = [None, 3, "x", [], {}, *notebook["cells"]]
    return json.dumps(notebook).encode()
