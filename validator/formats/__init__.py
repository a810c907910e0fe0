"""One module for each output format; each turns the one report into text."""
