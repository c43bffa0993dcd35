"""What the trained parts get right, measured on texts they did not learn from."""
