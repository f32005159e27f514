import json


def notebook(notebook):
    place = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == "double")
    first, second = (json.loads(json.dumps(notebook["cells"][place])) for _ in range(2))
    first["source"], second["source"] = "two = 2", "def double(x):\n    return two * x"
    notebook["cells"][place : place + 1] = [first, second]
    return json.dumps(notebook).encode()
