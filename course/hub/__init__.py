"""The course on a JupyterHub: one server, an instructor with Formgrader, students with the list of assignments."""

INSTRUCTORS = "instructors"  # the Hub's group of those who see Formgrader
CLASS = "COURSE_CLASS"  # the variable that names an instructor's class folder
EXCHANGE = "COURSE_EXCHANGE"  # the variable that names nbgrader's exchange
