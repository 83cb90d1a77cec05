"""Word files: what every paper that leaves the portal has in common."""
