import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = "def double(x):\n    return x"
        if cell["id"].startswith("double-test"):
            cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
    return json.dumps(notebook).encode()
