"""What does a key of a result file mean: a name, a size, a setting, a statistic, a history?

Words only. A key is compared in lower case with `_` between its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Kind = Literal["run", "benchmark", "seed", "item", ""]
Statistic = Literal["value", "mean", "sd", "stderr", "seeds"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


METHOD = _words(
    "arm method model_name method_name name approach algorithm variant model experiment"
)
"""Keys that name the method, the surest first."""
BENCHMARK = _words(
    "benchmark dataset dataset_name eval_dataset task task_name benchmark_name env environment"
    " domain"
)
IDENTIFIER = frozenset(_words("run run_name exp_name run_id regime split"))
SEED = frozenset(_words("seed random_seed rng_seed"))
SIZE = frozenset(
    _words(
        "n val_samples test_samples eval_samples num_examples n_examples num_samples n_samples"
        " test_size val_size n_test num_test n_eval n_val num_eval test_examples eval_examples"
        " num_val support total"
    )
)
"""Keys that count test items."""
SEED_COUNT = frozenset(
    _words("n_seeds num_seeds seeds n_runs num_runs n_trials num_trials repeats")
)
SPLITS = frozenset(_words("train val test validation dev"))
_RUNS = "runs models methods ablations experiments arms variants baselines configs systems"
_TASKS = "datasets tasks benchmarks domains envs environments languages"
CONTAINERS: Mapping[str, Kind] = {
    **dict.fromkeys(_words(_RUNS), "run"),
    **dict.fromkeys(_words(_TASKS), "benchmark"),
    **dict.fromkeys(_words("seeds trials repeats replicates per_seed by_seed"), "seed"),
}
"""Keys whose objects are named by what they hold."""
WRAPPERS = frozenset(
    _words(
        "results result metrics metric eval evaluation scores final summary final_info"
        " final_results aggregate aggregated performance values stats statistics"
    )
)
"""Keys that name nothing: what stands inside belongs to the object around."""
_SINGLE = "final_info_dict raw raw_values per_seed by_seed seed_values all_seeds seeds values"
STATISTICS: Mapping[str, Statistic] = {
    **dict.fromkeys(_words("mean means avg average averages"), "mean"),
    **dict.fromkeys(_words("sd std stds stdev stddev std_dev stdevs deviation"), "sd"),
    **dict.fromkeys(_words("stderr stderrs sem se std_err standard_error"), "stderr"),
    **dict.fromkeys(_words(_SINGLE), "seeds"),
}
PARTS_OF_STATISTICS = frozenset(
    (*STATISTICS, *SEED_COUNT, *SIZE, *_words("value score min max median ci ci_low ci_high"))
)
SETTINGS = frozenset(
    _words(
        "params config hyperparameters hyperparams hparams args settings setup metadata meta"
        " options cfg training_config train_config versions hardware system"
    )
)
IGNORED = frozenset(_words("tolerance tolerances thresholds schema license"))
_SETTING = re.compile(
    r"(?:(?:train|training|probe|eval|num|n|max|min|total|global|base|init|initial|peak"
    r"|number_of)_)*"
    r"(?:lr|learning_rate|weight_decay|wd|epochs?|steps?|iters?|iterations?|batch_?size|bs|momentum"
    r"|warmup\w*|dropout|layers?|hidden\w*|dims?|embed\w*|width|heads?|vocab\w*|context\w*|workers"
    r"|seq(?:uence)?_?len\w*|n?gpus?|batch(?:es)?|patience|temperature|beta_?\d?|gamma|alpha|lambda"
    r"|eps(?:ilon)?|accum\w*|clip\w*|repeats?|version|schema_version|year|resolution|image_size"
    r"|frames|folds?|k|world_size|port|index|id|timestamp|checkpoint|ckpt)"
)
_TRAINING_SIZE = re.compile(r"\w*train\w*_(?:samples|examples|size)|(?:n|num)_(?:train|\w+)")
_INTERVAL = re.compile(r"(?:^|_)(?:ci\d*|confidence\w*|interval|bounds|range|iqr)(?:_|$)")
_HISTORY = re.compile(
    r"epochs|steps|timestamps|train_info|(?:.*_)?(?:histor\w*|curves?|trajector\w*|logs?|losses"
    r"|per_(?:epoch|batch|step|iter)\w*)"
)
_SUFFIX = re.compile(r"(.+?)_(?:seed_)?(mean|avg|std|sd|stdev|stddev|stderr|sem)")
_PREFIX = re.compile(r"(mean|avg|std|sd|stdev|stddev|stderr|sem)_(.+)")
_PRIVATE = re.compile(
    r"(?:[/~]|\.{1,2}/|\w+://).*|[^\s/]+/[^\s/]+/\S*|\d{4}-\d\d-\d\d.*|[0-9a-f]{12,}"
    r"|.*\.(?:pt|pth|tar|ya?ml|json|ckpt)"
)


def plain(key: str) -> str:
    """A key in lower case with `_` between its words."""
    return re.sub(r"[\s\-]+", "_", key.strip().lower())


def is_setting(key: str, value: str) -> bool:
    """Whether a number is a setting, a seed or a count rather than a result."""
    if key in SEED | SIZE | SEED_COUNT or _SETTING.fullmatch(key):
        return True
    return bool(_TRAINING_SIZE.fullmatch(key)) and value.isdigit()


def is_interval(key: str) -> bool:
    return bool(_INTERVAL.search(key))


def is_history(key: str) -> bool:
    """Whether a list under this key runs over steps, epochs or batches."""
    return bool(_HISTORY.fullmatch(key))


def is_private(text: str) -> bool:
    """Whether a text is a path, a date or a hash, which says nothing of a run's protocol."""
    return bool(_PRIVATE.fullmatch(text))


def statistic(key: str) -> tuple[str, Statistic] | None:
    """`val_loss_mean` and `mean_val_loss` are the mean of `val_loss`; None for other keys."""
    if suffix := _SUFFIX.fullmatch(key):
        return suffix[1], STATISTICS[suffix[2]]
    if prefix := _PREFIX.fullmatch(key):
        return prefix[2], STATISTICS[prefix[1]]
    return None


def is_over_seeds(key: str) -> bool:
    """Whether the key itself says that its mean is over seeds."""
    return "_seed_" in key
