"""Trained models in; vectors and calibrated scores out. Nothing is decided here."""
