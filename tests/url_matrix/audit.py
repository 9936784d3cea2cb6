"""The audit log."""

from tests.url_matrix import Row

ROWS = {"audit:log": Row("sign-in 403 403 403 403 403 200")}
