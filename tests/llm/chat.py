"""What can a chat endpoint say, and of which paper? One that speaks the protocol over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from loopback import Answer, Loopback

PATH = "/v1/chat/completions"
KEY = "sk-pebble-3141592653"
Run = Callable[..., tuple[int, str, str]]
"""Arguments in; exit code, standard output, standard error out."""

PAGE = """<html><head><title>On Sorting Pebbles</title></head><body><h1>On Sorting Pebbles</h1>
<h2>Results</h2>
<p>Ours reaches an accuracy of 75.2% on Blocks, compared to 71.0% for the baseline.
Ours improves accuracy on Cars by 2.7 points over the baseline.
The tilted sieve lifts accuracy by 4.25 points over the plain tray.
The tilted sieve lifts accuracy by 6.66 points over the plain tray.</p>
<h2>Set-up</h2>
<p>With the tilted sieve, River stands at 48.35.
With Shaken, River stands at 43.05.</p>
<table><caption>Table 1: Accuracy (%) of sorting.</caption>
<tr><th>Method</th><th>Blocks</th><th>Cars</th><th>River</th></tr>
<tr><td>Baseline</td><td>71.0</td><td>62.3</td><td>44.10</td></tr>
<tr><td>Shaken</td><td>70.0</td><td>61.9</td><td>41.05</td></tr>
<tr><td>Ours</td><td>75.2</td><td>64.0</td><td>48.35</td></tr></table>
</body></html>"""


def content(values: Any) -> str:
    return values if isinstance(values, str) else json.dumps(values)


def reply(values: Any) -> Answer:
    """An answer of the protocol, whose text is `values` or their JSON."""
    message = {"role": "assistant", "content": content(values)}
    body = {"id": "x", "object": "chat.completion", "choices": [{"index": 0, "message": message}]}
    return Answer(json.dumps(body).encode(), kind="application/json")


def claims(*items: Any) -> Answer:
    return reply({"claims": list(items)})


def bindings(*items: Any) -> Answer:
    return reply({"bindings": list(items)})


class Model(Loopback):
    """A chat endpoint: the questions about claims come first, then those about names."""

    def says(self, *answers: Answer) -> None:
        self.script(PATH, *answers)

    @property
    def questions(self) -> list[str]:
        return [json.loads(body)["messages"][1]["content"] for body in self.bodies]
