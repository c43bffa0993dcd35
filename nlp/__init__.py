"""Bytes in; document, passages, entities, events, suggestions out. No web, database, clock."""
