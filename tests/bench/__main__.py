"""``make bench``: every benchmark in turn; ``--quick`` takes few files of each, names choose parts.

Each part says which data it measured; parts whose data are absent say so and do nothing.
"""

import argparse
import subprocess
import sys

# (module, arguments in full, arguments of a quick run)
PARTS: tuple[tuple[str, list[str], list[str]], ...] = (
    ("reading", [], ["6"]),
    ("sections", [], []),
    ("analysis", [], ["8"]),
    ("encoder", [], ["60"]),
    ("prediction", [], ["10"]),
    ("ocr", ["3"], ["1"]),
    ("entities", [], []),
    ("events", ["120"], ["20"]),
    ("golden", [], []),
)


def main() -> int:
    """Run the parts, each in a process of its own, so that memory is each part's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("names", nargs="*", choices=[[], *(name for name, _, _ in PARTS)])
    chosen = parser.parse_args()
    failed = 0
    for name, full, few in PARTS:
        if chosen.names and name not in chosen.names:
            continue
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.bench.{name}", *(few if chosen.quick else full)]
        failed |= subprocess.run(command, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
