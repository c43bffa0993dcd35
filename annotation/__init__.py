"""What people decide about suggestions: pure values, no database, no web, no models."""
