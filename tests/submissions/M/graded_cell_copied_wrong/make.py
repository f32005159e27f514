import json


def notebook(notebook):
    place = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == "double")
    notebook["cells"].insert(place + 1, notebook["cells"][place] | {"source": "def double(x):\n    return 0"})
    return json.dumps(notebook).encode()
