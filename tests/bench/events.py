"""Background of events and facts in judgments that are not about trafficking, and their speed.

Run: ``python -m tests.bench.events [documents]``; reads the unlabelled decisions in shared data.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from nlp.events import find_events
from tests.judgments import KNOWLEDGE, Read, read

DATA = Path(os.environ.get("CASELIGHT_SHARED_DATA", "../shared/data"))
FILES = ("cnr_judgments_text/cnr_judgments.jsonl", "sr_supreme_decisions/sr_decisions.jsonl")
PAGE = 3000


def main(limit: int) -> None:
    for name in FILES:
        lines = (DATA / name).read_text().splitlines()[:limit]
        events: Counter[str] = Counter()
        facts: Counter[str] = Counter()
        seconds, pages = 0.0, 0.0
        for line in lines:
            found = read(json.loads(line)["text"])
            events.update({e.type for e in found.events if e.modality == "actual"})
            facts.update(found.kinds())
            seconds, pages = seconds + timed(found), pages + len(found.context.folded.text) / PAGE
        print(name, len(lines), f"{1000 * seconds / pages:.1f} ms/page")
        print("  events", dict(events.most_common()))
        print("  facts", dict(facts.most_common()))


def timed(found: Read) -> float:
    context = found.context
    start = time.process_time()
    find_events(
        context.document,
        context.passages,
        context.sections,
        context.folded,
        context.entities,
        KNOWLEDGE,
    )
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
