"""The course as a site to read offline: lessons with their outputs, exercises as released, questions, syllabus and guides."""
