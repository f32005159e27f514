import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] += "\0"
    return json.dumps(notebook).encode()
