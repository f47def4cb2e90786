"""Criminal justice performance: rollout, measures, their statistics and their provenance.

The rooms and the direction of their imports are drawn in docs/architecture.md.
"""
