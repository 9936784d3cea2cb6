"""A process that lives inside a running installation and calls test functions there, as fast as in-process.

It reads one JSON object a line (``{"function": "module:name", "values": {…}}``) and answers one a line
(``{"result": …}`` or ``{"fault": "traceback"}``). Started by ``Stack``, never by hand.
"""

import json
import sys
import traceback
from importlib import import_module
from typing import Any

import django
from django.db import connections


def answer(function: str, values: dict[str, Any]) -> dict[str, Any]:
    module, _, name = function.partition(":")
    try:
        return {"result": getattr(import_module(module), name)(**values)}
    except Exception:
        return {"fault": traceback.format_exc()}
    finally:
        connections.close_all()


def main() -> None:
    out, sys.stdout = sys.stdout, sys.stderr  # a function that prints must not spoil the answers
    django.setup()
    for line in sys.stdin:
        out.write(json.dumps(answer(**json.loads(line)), default=str) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
