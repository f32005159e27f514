import json


def notebook(notebook):
    return json.dumps(notebook["cells"]).encode()
