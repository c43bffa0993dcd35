"""A folder's name and the module that makes it in; the folder, made once and checked, out."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import onnxruntime

from models.failures import ModelMissingError
from models.manifest import MANIFEST, verify_manifest

_ROOT = Path(__file__).resolve().parents[1]


def ensure_graph(folder: Path, module: str, *arguments: Path) -> Path:
    """Return a folder with a graph and its manifest, made by a module when it is absent.

    Two processes may call this at once: each makes it aside, the first to finish wins.

    Args:
        folder: where it stands in a cache.
        module: run as a program with the arguments and the folder to fill.
        arguments: what that program needs beside.

    Raises:
        ModelMissingError: when it cannot be made, for want of a wheel or of memory.
        ModelDamagedError: when the folder's files are not what was made.
    """
    if not folder.joinpath(MANIFEST).is_file():
        _make_aside(folder, module, arguments)
    verify_manifest(folder)
    return folder


def _make_aside(folder: Path, module: str, arguments: tuple[Path, ...]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        _run(module, (*arguments, aside))
        try:
            aside.rename(folder)
        except OSError:
            # Another process was first; its folder is verified by the caller.
            if not folder.joinpath(MANIFEST).is_file():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _run(module: str, arguments: tuple[Path, ...]) -> None:
    """Run an exporter: it takes 2 GB, which only the end of its process gives back."""
    command = [sys.executable, "-m", module, *(str(path.resolve()) for path in arguments)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise ModelMissingError(f"{arguments[-1].parent}: a model could not be built: {reason}")


def open_graph(path: Path) -> onnxruntime.InferenceSession:
    """Load a graph that runs on one thread; callers share the cores among whole texts.

    The small matrices of one text gain little from a second core.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
