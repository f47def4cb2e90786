"""Where the rollout stands, what was planned, and whether it will be done by its date."""
