import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["cell_type"] = "markdown"
            cell["source"] = "def double(x):\n    return x"
    return json.dumps(notebook).encode()
