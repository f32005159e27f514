import json


def notebook(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["id"] = cell.pop("id")
        cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/"}
    notebook["metadata"]["colab"] = {"provenance": []}
    notebook["nbformat_minor"] = 0
    return json.dumps(notebook).encode()
