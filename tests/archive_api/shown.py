"""What the desk's pages show."""

from typing import Any

from fastapi.testclient import TestClient
from lxml import html


def page(client: TestClient, address: str, **asked: Any) -> html.HtmlElement:
    """A page that is there; its address may carry a query of its own where nothing is asked."""
    answer = client.get(address, params=asked) if asked else client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    """What is written in it, white between words alone."""
    return " ".join(element.text_content().split())
