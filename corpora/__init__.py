"""Knowledge as data: countries, law, languages, taxonomy, entities, events, synthetic cases."""
