"""Runs the notebooks of docs/ from the top, each in a kernel of its own: ``python tests/notebooks.py [--check]``.

Without ``--check`` what they show is put into them anew; with it, it is said which show something else now.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]


def executed(path: Path) -> Any:
    """A notebook as it is after a run."""
    notebook = nbformat.read(path, as_version=4)
    here = {"metadata": {"path": str(path.parent)}}
    # What is printed may come in pieces, more of them on a busy machine.
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=here, coalesce_streams=True).execute()
    for cell in notebook.cells:
        cell.metadata.clear()  # times of the run
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def main() -> int:
    """Renews all notebooks, or with ``--check`` says which are out of date."""
    stale = []
    for path in sorted((ROOT / "docs").glob("*.ipynb")):
        now = nbformat.writes(executed(path)) + "\n"
        if now != path.read_text("utf-8"):
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(now, "utf-8")
    print(f"{'out of date' if '--check' in sys.argv else 'renewed'}: {', '.join(stale) or 'none'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
