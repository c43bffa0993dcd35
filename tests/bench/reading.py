"""Real Montenegrin PDFs in; a table of readers' speed and agreement out.

``in order`` falls where a running header is put where it stands on the page (the reference has it
where the file has it: last); ``letters`` compares letters and digits in any order.
Run ``python -m tests.bench.reading [number of files]``; all readers see the same files.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pdfplumber
import pypdfium2
from rapidfuzz.distance import Indel

from nlp.pages.pdf import agreement as same_letters
from nlp.pages.pdfium import PdfiumFile

DATA = Path(
    os.environ.get("CASELIGHT_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
Reader = Callable[[Path], list[str]]


def ours(path: Path) -> list[str]:
    file = PdfiumFile(path.read_bytes())
    pages = [file.text(index).text for index in range(len(file))]
    file.close()
    return pages


def plumber(path: Path) -> list[str]:
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as file:
        return [
            " ".join(word["text"] for word in page.extract_words(use_text_flow=True))
            for page in file.pages
        ]


def pdfium_text(path: Path) -> list[str]:
    file = pypdfium2.PdfDocument(path.read_bytes())
    pages = [file[index].get_textpage().get_text_range() for index in range(len(file))]
    file.close()
    return pages


def pdftotext(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().removesuffix("\f").split("\f")


def cpu_seconds() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def normal(text: str) -> str:
    """Fold white space and engines' own signs, so that only letters are compared."""
    for sign in "\ufffe\x02":
        text = text.replace(sign, "-")
    return " ".join(text.replace("\uf6c5", "б").split())


def agreement(a: str, b: str) -> float:
    return Indel.normalized_similarity(normal(a), normal(b))


def measure(reader: Reader, paths: Sequence[Path]) -> tuple[list[str], float, float]:
    """Return texts, pages a CPU second in this process, pages a second on two processes."""
    started = cpu_seconds()
    read = [reader(path) for path in paths]
    spent = cpu_seconds() - started
    pages = sum(len(each) for each in read)
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(reader, paths[:2]))
        clock = time.perf_counter()
        list(pool.map(reader, paths, chunksize=2))
        wall = time.perf_counter() - clock
    return ["\n".join(each) for each in read], pages / spent, pages / wall


def main() -> None:
    folder = DATA / "cnr_judgments_pdf"
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else None
    paths = sorted((folder / "pdf").glob("*.pdf"))[:limit]
    lines = (folder / "judgments.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    truth = {Path(r["pdf"]).name: r["text"] for r in records if r["pdf"]}
    readers: list[Reader] = [ours, pdfium_text, plumber]
    if shutil.which("pdftotext"):
        readers.append(pdftotext)
    texts = {}
    print(f"{len(paths)} files")
    print(f"{'reader':14}{'pages/CPU-s':>12}{'pages/s, 2':>12}{'in order':>12}{'letters':>12}")
    for reader in readers:
        read, alone, together = measure(reader, paths)
        texts[reader.__name__] = read
        share = mean(agreement(a, truth[path.name]) for a, path in zip(read, paths, strict=True))
        letters = mean(
            same_letters(a, truth[path.name]) for a, path in zip(read, paths, strict=True)
        )
        print(f"{reader.__name__:14}{alone:12.1f}{together:12.1f}{share:12.4%}{letters:12.4%}")
    for name, read in list(texts.items())[1:]:
        share = mean(agreement(a, b) for a, b in zip(texts["ours"], read, strict=True))
        print(f"ours and {name}: {share:.4%}")


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
