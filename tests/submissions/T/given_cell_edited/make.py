import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "given-setup":
            cell["source"] = "raise SystemExit"
    return json.dumps(notebook).encode()
