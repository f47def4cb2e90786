"""The generator of the illustrative returns: what the demo store holds in place of real ones.

A seeded process: the same seed gives the same bytes. See docs/demo-data.md for what is
published in it, what is fitted and what is invented.
"""
