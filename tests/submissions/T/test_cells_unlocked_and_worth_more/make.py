import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = "def double(x):\n    return x"
        if cell["id"].startswith("double-test"):
            cell["metadata"]["nbgrader"].update(locked=False, points=100, grade=True, solution=True)
    return json.dumps(notebook).encode()
