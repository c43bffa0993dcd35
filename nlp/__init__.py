"""Bytes in; document, passages, entities, events and suggestions out. Pure: no web, database or clock."""
