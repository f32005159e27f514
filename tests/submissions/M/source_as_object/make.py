import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = {"text": "def double(x): return 2 * x"}
    return json.dumps(notebook).encode()
