"""Do the hook and the action do as they are declared, in the repository of a paper?"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_editors import MAIN, RESULTS

ROOT = Path(__file__).parents[1]
VALIDATORS = ROOT / ".validators" / "bin"
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
TRUE = RESULTS.replace("2.7 points", "1.7 points")
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT),
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A repository with a paper of two files, one of whose claims does not add up."""
    folder = tmp_path / "repository"
    (folder / "parts").mkdir(parents=True)
    (folder / "main.tex").write_text(MAIN % "parts/results", encoding="utf-8")
    (folder / "parts" / "results.tex").write_text(RESULTS, encoding="utf-8")
    return folder


def program(name: str) -> str:
    if not (VALIDATORS / name).is_file():
        pytest.skip("needs the validators: make validators")
    return str(VALIDATORS / name)


def ran(command: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT | more, capture_output=True, text=True, check=False
    )


def committing(hook: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """What pre-commit says of all that is staged. The hook is the declared one but for its
    language: instead of an environment that pre-commit would install, this one runs it."""
    tool = program("pre-commit")
    local = {"repo": "local", "hooks": [hook | {"language": "system"}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}))
    for command in (["git", "init", "-q", "."], ["git", "add", "-A"]):
        assert ran(command, folder).returncode == 0
    return ran([tool, "run", hook["id"]], folder, PRE_COMMIT_HOME=str(folder.parent / "home"))


def test_a_commit_with_a_false_claim_is_held_back_and_one_without_goes_through(paper: Path) -> None:
    done = committing(HOOKS[0], paper)
    assert done.returncode == 1
    assert "✗ contradicted" in done.stdout
    (paper / "parts" / "results.tex").write_text(TRUE, encoding="utf-8")
    done = committing(HOOKS[0], paper)
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


def test_a_commit_that_touches_no_paper_runs_no_hook(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("x = 1\n")
    for hook in HOOKS:
        assert "no files to check" in committing(hook, tmp_path).stdout


def test_each_changed_page_is_a_paper(tmp_path: Path) -> None:
    page = (ROOT / "tests" / "fixtures" / "paper.html").read_text(encoding="utf-8")
    (tmp_path / "two words.html").write_text(page, encoding="utf-8")
    (tmp_path / "true.html").write_text(page.replace("2.7 points", "1.7 points"), encoding="utf-8")
    done = committing(HOOKS[1], tmp_path)
    assert done.returncode == 1
    assert "two words.html" in done.stdout and "true.html" in done.stdout


def test_manifest_action_and_citation_follow_their_schemas() -> None:
    done = ran([program("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml"], ROOT)
    assert done.returncode == 0, done.stdout
    for schema, file in (
        ("vendor.github-actions", "action.yml"),
        ("vendor.citation-file-format", "CITATION.cff"),
    ):
        check = [program("check-jsonschema"), "--builtin-schema", schema, file]
        done = ran(check, ROOT)
        assert done.returncode == 0, done.stdout


def test_what_the_readme_shows_of_hook_and_workflow_is_valid(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    workflow, hooks = re.findall(r"^```yaml\n(.*?)^```", readme, re.S | re.M)
    (tmp_path / "w.yml").write_text(workflow, encoding="utf-8")
    (tmp_path / "h.yaml").write_text(hooks, encoding="utf-8")
    schema = ["--builtin-schema", "vendor.github-workflows"]
    done = ran([program("check-jsonschema"), *schema, "w.yml"], tmp_path)
    assert done.returncode == 0, done.stdout
    done = ran([program("pre-commit"), "validate-config", "h.yaml"], tmp_path)
    assert done.returncode == 0, done.stdout
    (step,) = (s for s in yaml.safe_load(workflow)["jobs"]["claims"]["steps"] if "id" in s)
    assert set(step["with"]) <= set(ACTION["inputs"])
    shown = yaml.safe_load(hooks)["repos"][0]["hooks"]
    assert {h["id"] for h in shown} <= {h["id"] for h in HOOKS}


def acting(folder: Path, **inputs: str) -> tuple[int, str, dict[str, str], str]:
    """The action's last step, run as a runner does: exit code, output, outputs, summary."""
    (step,) = (s for s in ACTION["runs"]["steps"] if s.get("id") == "check")
    given = {n: str(i["default"]) for n, i in ACTION["inputs"].items()} | {
        n.replace("_", "-"): v for n, v in inputs.items()
    }
    asked = {
        v: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: given[m[1]], t)
        for v, t in step["env"].items()
    }
    runner = folder.parent / "runner"
    shutil.rmtree(runner, ignore_errors=True)
    runner.mkdir()
    files = {"GITHUB_OUTPUT": runner / "out", "GITHUB_STEP_SUMMARY": runner / "summary"}
    for file in files.values():
        file.touch()
    named = {"RUNNER_TEMP": str(runner)} | {n: str(f) for n, f in files.items()}
    done = ran(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        folder,
        **asked,
        **named,
    )
    outputs = dict(x.split("=", 1) for x in files["GITHUB_OUTPUT"].read_text().splitlines())
    return done.returncode, done.stdout, outputs, files["GITHUB_STEP_SUMMARY"].read_text()


def test_the_action_annotates_and_fails_and_gives_report_and_log(paper: Path) -> None:
    code, out, outputs, summary = acting(paper, source="main.tex")
    assert code == 1
    assert "::error file=parts/results.tex,line=6,title=" in out
    assert outputs["contradicted"] == "true"
    assert Path(outputs["report"], "index.html").is_file()
    assert json.loads(Path(outputs["sarif"]).read_text())["version"] == "2.1.0"
    assert "1 does not" in summary


def test_the_action_only_tells_where_it_may_not_fail(paper: Path) -> None:
    code, out, outputs, _ = acting(paper, fail_on="never", report="kept")
    assert code == 0
    assert "::error" in out
    assert outputs["contradicted"] == "true"
    assert outputs["report"].startswith("kept/")


def test_the_action_passes_a_paper_that_adds_up(paper: Path) -> None:
    (paper / "parts" / "results.tex").write_text(TRUE, encoding="utf-8")
    code, out, outputs, _ = acting(paper)
    assert (code, out) == (0, "")
    assert outputs["contradicted"] == "false"


@pytest.mark.parametrize("source", ["absent.tex", "$(touch x).tex", "; touch x", "--help"])
def test_an_input_is_a_name_and_nothing_that_a_shell_runs(source: str, paper: Path) -> None:
    code, _, outputs, _ = acting(paper, source=source)
    assert code == 2
    assert not outputs
    assert not (paper / "x").exists()


def test_an_unknown_wish_is_refused(paper: Path) -> None:
    code, out, _, _ = acting(paper, fail_on="sometimes")
    assert code == 2
    assert "fail-on is contradicted or never" in out
