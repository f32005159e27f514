"""What crosses between judge and learner: values as data, never code.

This room is the only one that both sides import, and it imports nothing of the others.
"""
