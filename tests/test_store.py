"""Does a file lie there whole or not at all?"""

from pathlib import Path

import pytest

from claimcheck import literature, record, store
from claimcheck.errors import StoreError
from claimcheck.record import ClaimSet, Record

EVERY = record.RECORDS | literature.RECORDS


def test_the_cache_gives_back_what_was_put(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path)
    name = cache.put("https://example.org/x", b"body")
    assert cache.get("https://example.org/x") == b"body"
    assert name == store.digest(b"body")
    assert cache.get("https://example.org/y") is None


def test_two_keys_with_the_same_bytes_share_a_blob(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path)
    cache.put("a", b"same")
    cache.put("b", b"same")
    assert len([p for p in (tmp_path / "blobs").rglob("*") if p.is_file()]) == 1


def test_a_damaged_blob_is_not_served(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path)
    name = cache.put("a", b"whole")
    (tmp_path / "blobs" / name[:2] / name).write_bytes(b"hal")
    assert cache.get("a") is None


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "f.txt"
    store.write(target, "old")

    def refuse(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="No space left"):
        store.write(target, "new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir() if p.name != "cache"] == ["f.txt"]


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot write"):
        store.write(tmp_path / "file" / "below", "x")


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("schema_version: 2\npaper: x\n")
    with pytest.raises(StoreError, match="schema version 2") as error:
        store.load(tmp_path / "c.yaml", ClaimSet)
    assert "update" in error.value.remedy


def test_a_variable_comes_before_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert store.setting("arxiv_url") is None
    (tmp_path / "claimcheck.toml").write_text('arxiv_url = "http://mirror"\n')
    store._settings.cache_clear()
    assert store.setting("arxiv_url") == "http://mirror"
    monkeypatch.setenv("CLAIMCHECK_ARXIV_URL", "http://other")
    assert store.setting("arxiv_url") == "http://other"


@pytest.mark.parametrize("kind", EVERY.values(), ids=list(EVERY))
def test_every_record_is_frozen_strict_and_has_a_schema(kind: type[Record]) -> None:
    assert kind.model_config["frozen"]
    assert kind.model_config["extra"] == "forbid"
    schema = kind.model_json_schema()
    assert schema.get("$defs", {}).get(kind.__name__, schema)["additionalProperties"] is False
