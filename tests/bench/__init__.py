"""How long grading takes, against stock `nbgrader autograde` on the same notebooks, machine and run; `make bench`."""
