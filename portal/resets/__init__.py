"""A lost device: stopped at once by one coordinator, set up anew only with the consent of a second."""
