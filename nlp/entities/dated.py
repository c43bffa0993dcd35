"""The ground in; dates and file numbers, as their own parsers read them, out."""

from collections.abc import Iterator

from nlp.case_numbers import find_case_numbers
from nlp.dates import find_dates
from nlp.entities.mentions import Ground, Mention


def find_dates_and_numbers(ground: Ground) -> Iterator[Mention]:
    """Yield DATE with its ISO date and CASE_NO with its parts."""
    folded = ground.folded
    for start, end, iso in find_dates(folded, 0, len(folded.text), ground.knowledge.languages):
        yield Mention(label="DATE", start=start, end=end, value={"date": iso})
    for start, end, values in find_case_numbers(folded, 0, len(folded.text)):
        yield Mention(label="CASE_NO", start=start, end=end, value=values)
