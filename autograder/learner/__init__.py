"""The program inside the sandbox: runs a learner's cells and hands over values when asked.

Nothing it says is believed: learner code can rewrite all of it. It imports only the boundary.
"""
