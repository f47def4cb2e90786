"""A part of the process in its steps: what went in, what became of it, and why."""
