"""Two works that a synthesis may cite, as arXiv serves them, and syntheses of four shapes on them."""

from collections.abc import Callable, Sequence

from claimcheck.record import Report

Verify = Callable[[str], Report]


def page(title: str, sentences: str, rows: Sequence[Sequence[str]], caption: str) -> bytes:
    lines = "".join(
        "<tr class='ltx_tr'>"
        + "".join(
            f"<{'th' if i == 0 or r == 0 else 'td'} class='ltx_td'>{cell}</{'th' if i == 0 or r == 0 else 'td'}>"
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for r, row in enumerate(rows)
    )
    return f"""<!DOCTYPE html><html><head><title>{title}</title></head><body>
<article class="ltx_document"><h1 class="ltx_title ltx_title_document">{title}</h1>
<section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section">Results</h2>
<div class="ltx_para"><p class="ltx_p">{sentences}</p></div>
<figure class="ltx_table" id="S1.T1"><figcaption class="ltx_caption">Table 1: {caption}</figcaption>
<table class="ltx_tabular">{lines}</table></figure></section></article></body></html>""".encode()


LATTICE, PRISM, ATLAS = "2401.00001", "2401.00002", "2401.00003"
PAGES = {
    LATTICE: page(
        "Lattice Networks for Small Pictures",
        "Lattice reaches an accuracy of 75.2% on Blocks. Lattice improves accuracy on Cars by 1.7 points over the "
        "baseline. Lattice-Deep is the best of all methods on Birds, where it reaches an accuracy of 59.3%.",
        [["Method", "Blocks", "Cars", "Birds"], ["Baseline", "71.0", "62.3", "55.1"],
         ["Lattice", "75.2", "64.0", "58.9"], ["Lattice-Deep", "76.4", "65.5", "59.3"]],
        "Accuracy (%).",
    ),
    PRISM: page(
        "Prism Pretraining Made Simple",
        "Prism attains a word error rate of 8.4 on Harbour. Prism lowers the word error rate on Meadow from 14.9 to 12.1.",
        [["System", "Harbour", "Meadow"], ["Vanilla", "9.7", "14.9"], ["Prism", "8.4", "12.1"]],
        "Word error rate (%).",
    ),
    ATLAS: page(
        "Atlas: Maps of Everything",
        "Atlas draws maps. It is fast.",
        [["Model", "Ponds"], ["Globe", "31.0"], ["Atlas", "36.5"]],
        "F1 on Ponds.",
    ),
}  # fmt: skip

MARKDOWN = """# Small pictures and long sounds

## Abstract

We retrieved 3 papers. 4 claims were extracted; 2 were verified. Quality score: 6.5/10.

## Claims

| # | Claim | Source | Verified | Confidence |
|---|---|---|---|---|
| 1 | Lattice reaches an accuracy of 75.2% on Blocks. | [1] | yes | 0.9 |
| 2 | Lattice improves accuracy on Cars by 3.7 points over the baseline. | [1] | yes | 0.8 |
| 3 | Prism attains a word error rate of 8.4 on Harbour. | [2] | no | 0.2 |
| 4 | Quasar reaches an accuracy of 91.5% on Moons. | [2] | no | 0.1 |

## References

[1] A. Doe. Lattice Networks for Small Pictures. arXiv:2401.00001.
[2] B. Roe. Prism Pretraining Made Simple.
    https://doi.org/10.48550/arXiv.2401.00002
[3] C. Poe. Atlas: Maps of Everything. <https://arxiv.org/abs/2401.00003v1>
"""
TABS = """Small pictures and long sounds

Five papers were retrieved. 2 claims extracted.

Claim\tVerified\tConfidence
Lattice improves accuracy on Cars by 1.7 points over the base\t×\t12%
Prism lowers the word error rate on Meadow from 14.9 to 12.1.\t✓\t95%

References

- http://arxiv.org/abs/2401.00001v1
- http://arxiv.org/abs/2401.00002v1
"""
PROSE = """# Small pictures and long sounds

## Findings

Lattice (Doe, 2024) reaches an accuracy of 75.2% on Blocks, and on Cars it is at 64.0% accuracy.
Roe and Coe (2024) report that Prism attains a word error rate of 9.1 on Harbour. Nobody else is cited here.

## Bibliography

```bibtex
@article{doe2024lattice,
  title = {{Lattice} Networks for Small Pictures},
  author = {Doe, Ann},
  journal = {arXiv preprint arXiv:2401.00001},
  year = {2024}
}
@article{roe2024prism,
  title = {Prism Pretraining Made Simple},
  author = {Roe, Ben and Coe, Cat},
  eprint = {2401.00002}, year = {2024}
}
```
"""
GRID = """# Small pictures and long sounds

## Comparison

| System | Ref. | Blocks | Cars | Harbour |
|---|---|---|---|---|
| Lattice | [1] | 75.2 | 66.6 | |
| Lattice-Deep | [1] | 76.4 | 65.5 | |
| Prism | [2] | | | 8.4 |

## References

1. Lattice Networks for Small Pictures. arXiv:2401.00001
2. Prism Pretraining Made Simple. arXiv:2401.00002
"""
BARE = """# Small pictures and long sounds

Lattice reaches an accuracy of 75.2% on Blocks. Prism attains a word error rate of 9.9 on Harbour.

See http://arxiv.org/abs/2401.00001v1 and http://arxiv.org/abs/2401.00002v1.
"""
