"""What the authority asks: recommendations, papers, decisions, and what has changed since."""
