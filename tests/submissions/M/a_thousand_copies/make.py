import json


def notebook(notebook):
    place = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == "double")
    notebook["cells"][place:place] = [notebook["cells"][place]] * 1000
    return json.dumps(notebook).encode()
