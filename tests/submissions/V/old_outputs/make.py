import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [
                {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]},
                {"output_type": "stream", "name": "stderr", "text": ["WARN\n"] * 1000},
                {"output_type": "display_data", "data": {"image/png": "iVBOR" * 10000}, "metadata": {}},
            ]
    return json.dumps(notebook).encode()
