"""What is more than noise: limits, signals, funnels, and what is said of a figure."""
