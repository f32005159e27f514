import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = "def double(x):\n    return x"
        if cell["id"].startswith("double-test"):
            cell["source"] = "pass"
    return json.dumps(notebook).encode()
