"""Exit code 0 when the web server beside it answers; for a container's health check.

Runs by its path, without loading the product: python -I cosell/supervisor/healthy.py [PORT]
"""

import http.client
import os
import sys


def is_healthy(port: int, host: str) -> bool:
    """Ask as the proxy in front would: by the name the product is known under, and over https."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    known_as = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
    sys.exit(not is_healthy(int(sys.argv[1]) if len(sys.argv) > 1 else 8000, known_as))
