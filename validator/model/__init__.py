"""The smallest pieces: texts in two languages, problems, pointers."""
