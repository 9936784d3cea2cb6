"""Run a command while a PostgreSQL and a Redis-protocol server are up, named in its environment as in production.

python -m tests.support.with_services pytest tests/offers
"""

import os
import subprocess
import sys

from tests.support.servers import services

if __name__ == "__main__":
    with services() as running:
        sys.exit(subprocess.call(sys.argv[1:], env=os.environ | running.environment()))
