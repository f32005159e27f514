import json


def notebook(notebook):
    for cell in notebook["cells"]:
        cell["cell_type"] = "hologram"
    return json.dumps(notebook).encode()
