"""A file of 200 MB over HTTP, into a running installation: refused in a sentence, nothing changed, little taken."""

import http.client
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.people import session_of
from tests.support.stack import Stack

pytestmark = pytest.mark.stack
MB = 1024 * 1024
BOUNDARY = "a-boundary"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{{token}}\r\n'
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="all.csv"\r\n'
    "Content-Type: text/csv\r\n\r\n"
)


def make_editor(name: str) -> dict[str, str]:
    """Inside the installation: an editor with an offer that has one contact."""
    from tests.builders import make_contact, make_member, make_offer, make_partner

    partner = make_partner(name=f"{name} Ltd")
    editor = make_member(partner, role="editor", email=f"{name}@partner.example")
    offer = make_offer(partner)
    make_contact(offer, name="Kept")
    return {"email": editor.email, "path": f"/offers/{offer.public_id}/co-sell/contacts/"}


def names_of(email: str) -> list[str]:
    """Inside the installation: the contacts of this person's organisation."""
    from offers.models import Contact

    found = Contact.objects.filter(offer__partner__memberships__user__email=email)
    return list(found.values_list("name", flat=True))


def imports_of(email: str) -> int:
    """Inside the installation: how many files wait."""
    from offers.models import ContactImport

    return ContactImport.objects.filter(uploaded_by__email=email).count()


def body(token: str, size: int) -> Iterator[bytes]:
    yield HEAD.format(token=token).encode()
    rows = (
        b"Name,Email,Job title,Role,Countries/Regions\n" + b"Ann,a@x.example,CEO,Partner sales,FR\n" * 30_000
    )
    block = rows.ljust(MB, b"\n")[:MB]
    for _block in range(size // MB):
        yield block
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


def length_of(token: str, size: int) -> int:
    return len(HEAD.format(token=token)) + size + len(f"\r\n--{BOUNDARY}--\r\n")


def most_memory(var: Path) -> int:
    """The most that any process of the installation has ever held, in bytes."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            ours = str(var).encode() in (status.parent / "environ").read_bytes()
            lines = status.read_text().splitlines()
        except OSError:  # it ended meanwhile
            continue
        if ours:
            most = max([most, *(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))])
    return most


def test_two_hundred_megabytes_are_refused_in_a_sentence(stack: Stack) -> None:
    made = stack.call(make_editor, name=f"big{uuid4().hex[:8]}")
    session, size, token = stack.call(session_of, email=made["email"]), 200 * MB, "t" * 32
    before = most_memory(stack.var)
    connection = http.client.HTTPConnection(stack.base_url.removeprefix("http://"), timeout=120)
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(length_of(token, size)),
        "Origin": stack.base_url,
    }

    with closing(connection):
        connection.request("POST", f"{made['path']}import/", body=body(token, size), headers=headers)
        answer = connection.getresponse()
        page = answer.read().decode()

    assert (answer.status, "The file is larger than 5 MB." in page) == (422, True)
    assert stack.call(names_of, email=made["email"]) == ["Kept"]
    assert stack.call(imports_of, email=made["email"]) == 0
    assert before > 0
    assert most_memory(stack.var) - before < 50 * MB
    assert [each.name for each in (stack.var / "tmp").glob("*.upload*")] == []
