import json


def notebook(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("double-test")]
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = "def double(x):\n    return x"
    return json.dumps(notebook).encode()
