"""Run the notebook from its first cell to its last: `make notebook`, or python notebooks/execute.py FOLDER ROOT.

The notebook in this folder is kept without its outputs; what comes out is written to FOLDER (notebooks/executed), and
each plot as a picture of its own. It reads `data/parquet` under ROOT (the project).
"""

from __future__ import annotations

import base64
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

HERE = Path(__file__).resolve().parent
NOTEBOOK = HERE / "dataset.ipynb"
SECONDS_A_CELL = 300


def execute(to: Path, root: Path = HERE.parent) -> None:
    """Run it where `data/parquet` lies under root, and write what comes out; raises CellExecutionError."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with tempfile.TemporaryDirectory() as home:
        os.environ["IPYTHONDIR"] = os.environ["JUPYTER_RUNTIME_DIR"] = home  # nothing of it stays in the user's own
        private = Config({"KernelManager": {"transport": "ipc", "ip": f"{home}/kernel"}})
        where = {"metadata": {"path": str(root)}}
        NotebookClient(notebook, timeout=SECONDS_A_CELL, resources=where, config=private).execute()
    to.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, to / NOTEBOOK.name)
    pictures = [
        output["data"]["image/png"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    for number, picture in enumerate(pictures, 1):
        (to / f"{NOTEBOOK.stem}-{number}.png").write_bytes(base64.b64decode(picture))


if __name__ == "__main__":
    folders = [Path(each).resolve() for each in sys.argv[1:]] or [HERE / "executed"]
    execute(*folders)
    print(f"{NOTEBOOK.name} ran to its end: {folders[0] / NOTEBOOK.name}")
