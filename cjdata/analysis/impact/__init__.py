"""What an initiative did to a measure where it is in place."""
