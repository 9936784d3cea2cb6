"""Pages of statuses, asked by a signed-in person."""

from django.test import Client

from cosell.accounts.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    """The page's HTML; it must be there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def messages_of(client: Client, address: str, data: dict[str, object] | None = None) -> list[str]:
    """What a POST and the page it leads to say at the top."""
    answer = client.post(address, data or {}, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]
