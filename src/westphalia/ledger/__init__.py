"""What was read, checked and decided, kept: an append-only ledger with links between claims."""
