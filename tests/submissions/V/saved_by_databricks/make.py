import json


def notebook(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"]["application/vnd.databricks.v1+cell"] = {"nuid": str(number), "showTitle": False}
        cell.pop("id")
    notebook["metadata"]["application/vnd.databricks.v1+notebook"] = {"language": "python"}
    notebook["nbformat_minor"] = 0
    return json.dumps(notebook).encode()
