"""The process that reads documents, one at a time, and may die of one: `python -m calpae.child`.

It is told its settings, then one job after the other, a JSON line each on standard input, and answers on what was its
standard output. It ends when its parent does.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from extract.model import Scans

from .job import Done, Job
from .settings import Settings

PR_SET_PDEATHSIG = 1
"""Of `prctl`, Linux: the signal that a process gets when its parent ends."""

Answer = Callable[[Mapping[str, Any]], None]


def main() -> None:
    """Answer until there is nobody to answer to."""
    _die_with_parent()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is no answer

    def answer(message: Mapping[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    serve(orders, answer)


def serve(orders: queue.SimpleQueue[bytes], answer: Answer) -> None:
    """Load what every document needs, say so, and do one order after the other."""
    from .ingest import NotWritten, ingest, refuse, unpublished

    settings = Settings.from_data(json.loads(orders.get()))
    logging.basicConfig(level=logging.ERROR, format="calpae: %(message)s")
    logging.getLogger("calpae").setLevel(settings.log_level)
    workshop = settings.workshop(Scans(on_page=lambda page: answer({"scanned": page})))
    _import_the_rest()
    answer({"ready": True})
    while True:
        order = json.loads(orders.get())
        job = Job.from_data(order["job"])
        if refusal := order.get("refusal"):
            try:
                done = refuse(job, refusal["code"], refusal["message"], workshop)
            except NotWritten as error:
                done = Done(unpublished(job.found.name, job.document_id, str(error)))
        else:
            scans = replace(workshop.scans, at_once=order["scans_at_once"])
            done = ingest(job, replace(workshop, scans=scans))
        answer({"done": done.to_data()})


def _import_the_rest() -> None:
    """What the first document would otherwise wait for, at the cost of its own time."""
    import schemas.check  # noqa: F401


def _listen(pipe: BinaryIO, orders: queue.SimpleQueue[bytes]) -> None:
    """Pass each line on; when the other end is closed the parent is gone, and so is the reason to work."""
    for line in pipe:
        orders.put(line)
    os._exit(0)


def _die_with_parent() -> None:
    """At once, where the system can (Linux); else when the pipe closes, which a library may keep from being heard."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
