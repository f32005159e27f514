def notebook(notebook):
    return b"[" * 100_000
