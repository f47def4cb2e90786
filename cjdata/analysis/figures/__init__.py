"""What a measure says of a unit: values, trends, parts, and who can be put beside whom."""
