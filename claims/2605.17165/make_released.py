"""Which numbers did the authors of arXiv 2605.17165 release? Writes them as tidy rows.

    python claims/2605.17165/make_released.py RESULTS > claims/2605.17165/released.csv

RESULTS is the folder of `train_*/eval_*_results.json` files of the paper's public repository (MIT).
A value keeps the digits that its file prints. The seed is not in those files: it is that of the
run's released training config, 239 for all but `baseline_seed42`."""

import csv
import json
import re
import sys
from pathlib import Path

COLUMNS = (
    "method", "arm", "regime", "benchmark", "metric", "value", "n", "seed", "probe_epochs",
    "probe_train", "probe", "file",
)  # fmt: skip
BENCHMARKS = {
    "diving48": "Diving-48",
    "imagenet100": "ImageNet-100",
    "ssv2": "SSv2",
    "ucf101": "UCF-101 subset",
    "ucf101_full": "UCF-101 full",
    "synth": "Synthetic Motion",
}
CONFIG_SEED = 239


def benchmark_name(stem: str) -> str:
    """`diving48_tap` is Diving-48 read by another probe than the study's own: a row apart."""
    known = max((b for b in BENCHMARKS if stem == b or stem.startswith(f"{b}_")), key=len)
    probe = stem.removeprefix(known).strip("_").replace("_", " ")
    return BENCHMARKS[known] + (f", {probe} probe" if probe else "")


def row(file: Path, root: Path) -> dict[str, str | int]:
    result = json.loads(file.read_text(encoding="utf-8"), parse_float=str)
    run = re.fullmatch(r"train_(mixed|ucf101)_4gpu_(.+?)(?:_seed(\d+))?", file.parent.name)
    benchmark = re.fullmatch(r"eval_(.+)_results", file.stem)
    if run is None or benchmark is None:
        raise SystemExit(
            f"{file}: not named train_<regime>_4gpu_<arm>/eval_<benchmark>_results.json"
        )
    return {
        "method": result["name"],
        "arm": run[2],
        "regime": run[1],
        "benchmark": benchmark_name(benchmark[1]),
        "metric": "top-1 accuracy (%)",
        "value": result["top1_accuracy_percent"],
        "n": result["val_samples"],
        "seed": int(run[3] or CONFIG_SEED),
        "probe_epochs": result.get("params", {}).get("epochs", ""),
        "probe_train": result["train_probe_samples"],
        "probe": re.sub(r" \(.*\)", "", result["task"].removeprefix("frozen-encoder + ")),
        "file": file.relative_to(root).as_posix(),
    }


def main(folder: str) -> None:
    root = Path(folder)
    rows = [row(file, root) for file in sorted(root.glob("train_*/eval_*_results.json"))]
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
