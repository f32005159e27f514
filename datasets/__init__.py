"""The course's data: real, small, redistributable, and rebuilt from named packages by `python -m datasets make`."""
