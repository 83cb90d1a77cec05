"""What the Makefile's targets need more than a line for."""
