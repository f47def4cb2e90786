"""Who sent what when, what is outstanding, and what was accepted with warnings."""
