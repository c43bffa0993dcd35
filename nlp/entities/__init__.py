"""A folded document and the knowledge in; typed mentions with roles and normal forms out."""

from nlp.entities.find import FINDERS, MAKER, find_entities

__all__ = ["FINDERS", "MAKER", "find_entities"]
