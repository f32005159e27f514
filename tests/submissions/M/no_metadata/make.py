import json


def notebook(notebook):
    del notebook["metadata"]
    for cell in notebook["cells"]:
        del cell["metadata"]
    return json.dumps(notebook).encode()
