"""What may a paper or a result file hold that would change a report, or make a program act?"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>body{display:none}</style>",
    "<!-- ", "]]>", "&lt;b&gt;&#x41;",
    "javascript:alert(1)",
    "https://example.com/\"onclick=\"x",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{# x #}",
    "<< 7 * 7 >><% include 'x' %><# x #>",
    r"\input{/etc/passwd}\immediate\write18{touch x}\end{document}",
    r"} \def\x{1 % $ & # ^ _ ~ {",
    r"\\[3cm] \verb|x| \\* ^^5cinput",
    "[1cm]*{3}{x} -- --- ?` !` << >> ,,",
    "a | b | c\n| d |\n\n# heading\n\n- item\n\n```\ncode",
    "![x](https://example.com/x.png) [x](javascript:alert(1)) <https://example.com> *a* _b_ `c`",
    "a\r\n\r\nb\tc\x0b\x0cd",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07\x9b2J\x08\x00",
    "[bold red]x[/bold red] [link=https://example.com]y[/link]",
    "\u202eright to left\u2066\u200f\u2028\u2029\ufeff",
    "%s %d {0} {x!r} $HOME `id` $(id)",
]  # fmt: skip
HARMLESS = " (word)"


def poison(value: Any, attack: str) -> Any:
    """The record with the attack behind each string that is not one of a fixed set."""
    if isinstance(value, BaseModel):
        free = {
            name: poison(getattr(value, name), attack)
            for name, field in type(value).model_fields.items()
            if "Literal" not in str(field.annotation) or not isinstance(getattr(value, name), str)
        }
        return value.model_copy(update=free)
    if isinstance(value, dict):
        return {poison(k, attack): poison(v, attack) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(poison(v, attack) for v in value)
    return value + attack if isinstance(value, str) else value
