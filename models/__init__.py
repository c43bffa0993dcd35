"""Trained models in, vectors and calibrated scores out: load, train, weigh. Nothing is decided here."""
