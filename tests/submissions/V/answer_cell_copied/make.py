import json


def notebook(notebook):
    place = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == "double")
    first = json.loads(json.dumps(notebook["cells"][place]))
    first["source"] = "def double(x):\n    return 0"
    notebook["cells"].insert(place, first)
    return json.dumps(notebook).encode()
