"""Keys, sealed fields and server signatures; nobody else in the house touches a key."""
