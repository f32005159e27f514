def notebook(notebook):
    return b""
