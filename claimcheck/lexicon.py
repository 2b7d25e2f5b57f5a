"""What do the field's words mean: what is a metric, which way it improves, what is a baseline?

Words only, no rules of reading. The extraction of claims, the table model and the binding of names
all ask here, so that they agree on what "AUROC ↑" or "vanilla" stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claimcheck.record import Better, Direction

Group = Literal["quality", "cost", "time", "steps", "spread"]
Split = Literal["train", "val", "test"]


@dataclass(frozen=True)
class Metric:
    """A kind of result: which way it improves, what it measures, and whether it is a share."""

    better: Better | None
    group: Group
    share: bool = False


def _words(patterns: str) -> re.Pattern[str]:
    """Whole words, parted by white space; `_` stands for a space or hyphen inside one."""
    either = "|".join(pattern.replace("_", "[- ]") for pattern in patterns.split())
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z])", re.IGNORECASE)


UP = re.compile(r"[↑⬆]|\\uparrow|\(higher(?: is)? better\)")
DOWN = re.compile(r"[↓⬇]|\\downarrow|\(lower(?: is)? better\)")

METRICS: tuple[tuple[re.Pattern[str], Metric], ...] = (
    (
        _words(
            r"accuracy_(?:drop|loss|gap) forgetting regret violations? hallucination(?:_rate)?s?"
        ),
        Metric("lower", "quality"),
    ),
    (_words(r"error_reduction compression(?:_ratio)? speed-?ups?"), Metric("higher", "cost")),
    (
        _words(
            r"throughput (?:tokens?|samples|images|imgs?|frames|items|it)\s?/\s?s(?:ec)? fps qps"
            r" (?:training|inference|sampling|decoding|generation)_speed"
        ),
        Metric("higher", "time"),
    ),
    (
        _words(
            r"steps? iterations? iters? epochs? updates sample_complexity episodes nfes?"
            r" function_evaluations"
        ),
        Metric("lower", "steps"),
    ),
    (
        _words(
            r"times? latency runtime wall[-\s]?clock seconds? ms ms/\w+ s/(?:it|iter|step|epoch)"
            r" minutes hours gpu_(?:hours|days) duration"
        ),
        Metric("lower", "time"),
    ),
    (
        _words(
            r"[gt]?flops? macs mult-?adds memory vram [gm]i?b param(?:eter)?s energy"
            r" co2e? model_size cost"
            r" overhead"
        ),
        Metric("lower", "cost"),
    ),
    (
        _words(
            r"std stdev s\.?d sem standard_(?:deviation|error)s? variance range ci intervals?"
            r" half[-\s]?width"
        ),
        Metric(None, "spread"),
    ),
    (
        _words(r"errors? error_rates? err [wc]er eer fpr\d* fnr ece misclassification"),
        Metric("lower", "quality", share=True),
    ),
    (
        _words(
            r"loss(?:es)? perplexity perplexities ppl nll bits?_per_\w+ bp[cbd] cross_entropy kl js"
            r" jensen kullback divergences? w?mse n?rmse s?mape n?mae k?fid kid fvd lpips chamfer"
            r" wasserstein emd mmd brier distances? epe crps (?:mean|average|avg\.?)_rank toxicity"
            r" ter mcd hausdorff hd95 abs_?rel"
        ),
        Metric("lower", "quality"),
    ),
    (
        _words(
            r"acc accuracy accuracies b?acc top-?[1-9]\d? oa auroc auc roc_auc au?prc?"
            r" ap[-\s]?(?:\d+|box|mask|[sml]) m?ap map@\d+ (?:macro|micro|weighted)?[-\s]?f-?[12β]"
            r" precision(?:@\d+)? recall(?:@\d+)? [rp]@\d+ hits?@\d+ m?iou dice dsc jaccard"
            r" sensitivity specificity [tp]pr win_?rates? success(?:_rate)?s? pass_rate pass@\w+"
            r" exact_match em coverage agreement kappa mcc r\^?2 r² nmi purity compliance"
            r" (?:acceptance|completion|detection|retrieval|solve|hit|resolve)_rate"
        ),
        Metric("higher", "quality", share=True),
    ),
    (
        _words(
            r"bleu(?:-?\d)? rouge(?:[-\s]?[1-9lsw]+)? meteor cider spice chrf comet bertscore"
            r" bleurt psnr ms-?ssim ssim (?:clip|inception|aesthetic)[-\s]?scores? pesq stoi"
            r" si-?sdri? snr mrr(?:@\d+)? n?dcg(?:@\d+)? pearson spearman kendall correlations?"
            r" rewards? returns? scores? log[-\s]?likelihood elbo elo mos similarity mota idf1"
            r" hota nds pq utility rating"
        ),
        Metric("higher", "quality"),
    ),
)

GENERIC: tuple[tuple[re.Pattern[str], tuple[Group, ...]], ...] = (
    (
        _words(
            r"convergence converge[sd]? converging speeds? faster slower fastest slowest"
            r" quick(?:er|ly) accelerat\w+ sample_efficiency grokking"
        ),
        ("steps", "time"),
    ),
    (_words(r"(?:training|inference|sampling|run)[-\s]?times? time"), ("time", "steps")),
    (
        _words(
            r"costs? complexity overhead expense burden computational(?:ly)? compute efficien\w+"
            r" cheaper resources"
        ),
        ("time", "cost"),
    ),
    (
        _words(
            r"performance performs? performed quality results? metrics?"
            r" (?<!clip_)(?<!inception_)(?<!aesthetic_)scores? fidelity outperform\w* surpass\w*"
            r" generali[sz]\w+ effective\w*"
        ),
        ("quality",),
    ),
)
"""Words that speak of a whole group of metrics, the most apt group first."""

METHOD_HEADER = _words(
    r"methods? models? approach(?:es)? algorithms? variants? systems? config(?:uration)?s?"
    r" settings? strateg(?:y|ies) ablations? arms? runs? experiments? techniques? baselines?"
    r" objectives? architectures? backbones? encoders? predictors? optimi[sz]ers? opt loss(?:es)?"
    r" components? modules? agents? polic(?:y|ies) llms? networks? schedulers? samplers?"
    r" detectors?"
)
BENCHMARK_HEADER = _words(
    r"tasks? data_?sets? benchmarks? data corpus corpora domains? languages? lang environments?"
    r" envs? games? categor(?:y|ies) class(?:es)? subjects? operations? scenes? scenarios?"
    r" problems? attacks? corruptions? famil(?:y|ies) sequences? subsets? subtasks? evaluations?"
    r" horizons?"
)
ATTRIBUTE_HEADER = _words(
    r"sizes? # n layers? dims? dimensions? width depth heads? seeds? year venue ref references?"
    r" type resolution batch lr learning_rates? pre-?train\w* shots? notes? steps? epochs?"
    r" repeats? d k m id λ α β γ τ ratio params parameters"
)
_AVERAGE = re.compile(
    r"^\W*(?:(?:macro|micro|grand)[ -]?)?(?:avg|average|mean|overall)(?: scores?)?\W*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^\W*(?:Δ|∆|\\delta|delta|diff(?:erence)?|gain|change|improvement)(?![a-z])", re.IGNORECASE
)
_TRAIN = _words(
    r"train(?:ing)?(?!\s(?:times?|steps?|data|cost|speed|epochs?|budget|set-?up|procedure|loop))"
)
_VAL = _words(r"val valid validation dev")
_TEST = _words(r"test(?:ing)?(?![-\s]?time) held_out")

BASELINE = _words(r"baselines? vanilla standard uniform conventional original naive")
OURS = _words(
    r"ours? we proposed this_(?:work|paper)"
    r" (?:full|final|complete)_(?:model|method|approach|system)"
)
FULL = _words(r"full(?:_(?:model|method|approach|system))? complete ours proposed all_components")
THEIRS = _words(
    r"theirs? original(?:ly|s)? reported published (?:the_)?(?:papers?|authors?)(?:['’]s?)? claimed"
)
"""Whose number a reproduction is held against."""
REPRODUCED = _words(
    r"ours? we reproduced reproductions? replicated replications? rerun reproducing"
)
REMOVED = re.compile(
    r"^(?:w/o|without|no|minus|−|–|-|remov\w+|drop\w*|disabl\w+|ablat\w+)\s*(?=[\w(])",
    re.IGNORECASE,
)
CHANCE = _words(r"chance(?:_level)? random coin_flip")
FIGURE = _words(
    r"visual(?:ly|i[sz]\w+)? qualitativ\w* sharp\w* curves? plots? plotted figures? fig histograms?"
)

DIRECTIONS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    (
        "worse",
        _words(
            r"worse worst worsen\w* degrad\w+ deteriorat\w+ hurt\w* harm\w* weak(?:er|est) inferior"
            r" underperform\w* lag(?:s|ged|ging)? trail(?:s|ed|ing)? behind slower regression"
            r" falls?_short"
        ),
    ),
    (
        "better",
        _words(
            r"improv(?:e[sd]?|ing|ements?) better best outperform\w* surpass\w* beat(?:s|ing)?"
            r" gain(?:s|ed)? superior\w* enhanc\w+ boost\w* strong(?:er|est) ahead wins?"
            r" advantages? accelerat\w+ speeds?_up speed-?ups? faster fastest quick(?:er|est)"
            r" cheaper"
        ),
    ),
    (
        "lower",
        _words(
            r"reduc\w+ lower(?:s|ed|ing)? lowest decreas\w+ fewer fewest less small(?:er|est)"
            r" short(?:er|est|ens?|ened) drop(?:s|ped|ping)? fell falls? fallen declin\w+"
            r" cut(?:s|ting)? sav(?:es?|ed|ings?) below minimi[sz]\w+ shr[iau]nk\w* halv\w+"
        ),
    ),
    (
        "higher",
        _words(
            r"increas\w+ higher highest rais\w+ rises? rose risen longer longest larger largest"
            r" more greater greatest above exceed\w* lift\w* grow(?:s|th|ing)? grew climb\w*"
            r" doubl\w+ tripl\w+ jump(?:s|ed)?"
        ),
    ),
)
"""Words by the direction they state; `better` and `worse` need the metric's own to be a sign."""

_PAIRS = (
    "minus=subtraction plus=addition div=division divide=division ppl=perplexity acc=accuracy"
    " params=parameter param=parameter avg=average std=deviation sd=deviation dev=validation"
    " valid=validation val=validation accuracies=accuracy err=error opt=optimizer losses=loss"
    " optimiser=optimizer second=time sec=time duration=time runtime=time train=training"
    " gflop=flop mflop=flop tflop=flop gb=memory mb=memory weighted=weighting auc=auroc"
    " eval=evaluation reg=regularization ln=layernorm"
    " normalisation=normalization regularisation=regularization augmented=augmentation"
)
SYNONYMS = dict(pair.split("=") for pair in _PAIRS.split(" "))
_COMMON = (
    "a an the of on in at by for to and or with from as is are was were be been its their our we"
    " it this that these those than vs versus over per via only both all each every across under"
    " using used use when while where which who into between among up not but also even more"
    " most less least very same other another one such so s does do did has have had"
)
STOP_WORDS = frozenset(_COMMON.split(" "))


@cache
def metric(text: str) -> Metric | None:
    """What kind of result `text` names; its own arrow wins over the word's usual direction.

    The last metric word decides ("accuracy loss" is a loss), but "steps to 99% accuracy" and
    "error (sd)" are named by their first.
    """
    plain = re.sub(r"[(\[][^)\]]*[)\]]", " ", text)
    target = re.search(r"\b(?:to|until|till)\b", plain)
    if target and (goal := _last(plain[: target.start()])):
        return _pointed(text, goal)
    kind = _last(plain) or _last(text)
    return _pointed(text, kind) if kind else None


def _last(text: str) -> Metric | None:
    hits = [
        (match.end(), -order, kind)
        for order, (words, kind) in enumerate(METRICS)
        for match in words.finditer(text)
    ]
    return max(hits, key=lambda hit: hit[:2])[2] if hits else None


def _pointed(text: str, kind: Metric) -> Metric:
    return Metric(arrow(text) or kind.better, kind.group, kind.share)


def arrow(text: str) -> Better | None:
    """The direction that a header prints itself: ↑ or ↓."""
    if UP.search(text):
        return "higher"
    return "lower" if DOWN.search(text) else None


def better(text: str) -> Better | None:
    """Which way a metric of this name improves; None where that is unknown."""
    kind = metric(text)
    return arrow(text) or (kind.better if kind else None)


def groups(text: str) -> tuple[Group, ...]:
    """The groups of metrics that a generic word speaks of: `performance`, `cost`, `faster`."""
    return next((found for words, found in GENERIC if words.search(text)), ())


def splits(text: str) -> tuple[Split, ...]:
    """Every part of the data that `text` names; training *time* and *steps* name none."""
    named: tuple[tuple[Split, re.Pattern[str]], ...] = (
        ("train", _TRAIN),
        ("val", _VAL),
        ("test", _TEST),
    )
    return tuple(name for name, words in named if words.search(text))


def is_average(text: str) -> bool:
    """Whether a header stands for the mean of its siblings: `Avg.`, `Overall`."""
    return bool(_AVERAGE.match(text))


def is_change(text: str) -> bool:
    """Whether a header stands for a difference or a change: `Δ`, `Gain`."""
    return bool(_CHANGE.match(text))


def is_baseline(text: str) -> bool:
    return bool(BASELINE.search(text))


def is_ours(text: str) -> bool:
    return bool(OURS.search(text))


def directions(text: str) -> frozenset[Direction]:
    """Every direction that a word of `text` states."""
    return frozenset(name for name, words in DIRECTIONS if words.search(text))


def bare(text: str) -> str:
    """A header without its arrows and its unit in brackets: `Top-1 (%) ↑` is `Top-1`."""
    unit = r"[(\[]\s*(?:\\?%|in \\?%|s|ms|secs?|h|min|[GMK]i?B|pp|×|x|M|B|G)?\s*[)\]]"
    plain = re.sub(unit, "", DOWN.sub("", UP.sub("", text)), flags=re.IGNORECASE)
    return " ".join(plain.split())
