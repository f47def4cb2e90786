"""The vocabulary of the whole house: units, periods, states, measures, initiatives, errors.

Nothing here reads a file or imports another room of ours; every other room speaks these words.
"""
