import json


def notebook(notebook):
    notebook["cells"][-2]["source"] = "x = 1  # " + "x" * 10**6
    for cell in notebook["cells"]:
        if cell["id"] == "primes":
            cell["source"] += "#" * 10**6
    return json.dumps(notebook).encode()
