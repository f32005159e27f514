import json


def notebook(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
    notebook["metadata"]["vscode"] = {"interpreter": {"hash": "0"}}
    return json.dumps(notebook).encode()
