"""The only writer: checks what comes in, enters it in the ledger, publishes a snapshot."""
