def notebook(notebook):
    return b'{"nbformat": 4, "cells": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001
