def notebook(notebook):
    return "\n".join(cell["source"] for cell in notebook["cells"]).encode()
