"""Knowledge as data: countries and law, languages, taxonomy, entity kinds, events, synthetic cases."""
