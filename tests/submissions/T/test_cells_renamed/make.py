import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = "def double(x):\n    return x"
        if cell["id"].startswith("double-test"):
            cell["metadata"]["nbgrader"]["grade_id"] = cell["id"] = "mine-" + cell["id"]
    return json.dumps(notebook).encode()
