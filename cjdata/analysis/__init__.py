"""One module a question of the users: asks the snapshot, applies statistics, returns results."""
