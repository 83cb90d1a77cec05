"""How often one person, or one address, may use a costly door."""
