"""How a tagger was trained in; its model card, as Markdown, out."""

from collections.abc import Mapping, Sequence

from corpora.tagged import TaggedText, load_schemes

_CARD = """---
license: apache-2.0
library_name: caselight
---

# Entity tagger

Layers 5 to 9 of the trimmed multilingual encoder and a linear layer over tags of persons (with a
coarse role), courts, prosecutor's offices, authorities, shelters, companies, places and addresses.
Layers 1 to 4 are the encoder's own. Stored as safetensors at half precision; the service makes an
8-bit ONNX graph of both once an installation. Checksums in `manifest.json`, verified at each load.

**For**: names beside those that rules find, in judgments and indictments in Serbian, Montenegrin,
Croatian and Bosnian (Cyrillic is read in Latin), Macedonian, Albanian and English. Structured kinds
(case and personal numbers, dates, money, statutes) are the rules' alone.

**Not for**: deciding who somebody is. Companies, shelters, authorities and addresses are found
poorly outside legal Serbian. Roles are taken from it only where rules know none.

**Made by** `caselight train tagger --data FOLDER --checkpoints FOLDER`: seed {seed}, {epochs}
epochs, {minutes} minutes on {threads} CPU threads, no GPU (about {energy} Wh at 30 W). The command
takes up a run that was cut off. Figures on texts that were not trained on: `models/REPORT.md`.

**Trained on** (the training side of each, `models/tagger_data.py`; what labels mean in ours:
`corpora/tag_schemes.yaml`):

| source | texts | words | scheme |
|---|---|---|---|
"""


def tagger_card(
    texts: Mapping[str, Sequence[TaggedText]],
    *,
    seconds: float,
    threads: int,
    seed: int,
    epochs: int,
) -> str:
    """Return the card's text for training texts by source and the seconds that training took."""
    schemes = load_schemes().schemes
    head = _CARD.format(
        seed=seed,
        epochs=epochs,
        minutes=max(1, round(seconds / 60)),
        threads=threads,
        energy=max(1, round(seconds / 3600 * 30)),
    )
    rows = (
        f"| {name} | {len(found)} | {sum(len(text.text.split()) for text in found)} "
        f"| {schemes[found[0].scheme].source} |\n"
        for name, found in texts.items()
    )
    return head + "".join(rows)
