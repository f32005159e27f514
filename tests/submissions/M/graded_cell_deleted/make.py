import json


def notebook(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "double"]
    return json.dumps(notebook).encode()
