"""A marked document in; what the law's arithmetic makes of it out."""

from nlp.facts.find import find_facts as find_facts
