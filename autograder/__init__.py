"""The machine that builds, releases and grades the course's exercises."""
