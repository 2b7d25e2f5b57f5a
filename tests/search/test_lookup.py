"""Is the work found that an arXiv id or a DOI names, from whoever knows it?"""

import pytest
from literature_server import Literature
from loopback import Answer
from works import PEBBLES, work

from claimcheck.errors import ClaimcheckError, NotFound, Offline, SourceError, Unreachable
from claimcheck.search import work_of

NAMED = [
    ("2401.00003", "arxiv"),
    ("arXiv:2401.00003v2", "arxiv"),
    ("https://arxiv.org/abs/2401.00003", "arxiv"),
    ("10.48550/arXiv.2401.00003", "arxiv"),
    ("https://doi.org/10.1234/PEBBLE.3", "crossref"),
    ("doi:10.1234/pebble.3", "crossref"),
]


@pytest.mark.parametrize(("reference", "index"), NAMED)
def test_a_work_is_known_by_id_and_by_doi(
    literature: Literature, reference: str, index: str
) -> None:
    literature.publish(PEBBLES)
    found = work_of(reference)
    assert found.key == "arxiv:2401.00003"
    assert found.title == PEBBLES[2].title
    assert [(h.index, h.via, h.rank) for h in found.hits] == [(index, "given", 0)]
    literature.asked.clear()
    assert work_of(reference, offline=True) == found
    assert literature.paths == []


NEXT = [
    ("2401.00003", "arxiv", Answer(status=503), "semanticscholar"),
    ("2401.00003", "arxiv", Answer(b"<feed/>"), "semanticscholar"),
    ("10.1234/pebble.3", "crossref", Answer(status=404), "openalex"),
    ("10.1234/pebble.3", "crossref", Answer(b"[]"), "openalex"),
]


@pytest.mark.parametrize(("reference", "down", "answer", "index"), NEXT)
def test_the_next_index_is_asked_where_one_fails(
    literature: Literature, reference: str, down: str, answer: Answer, index: str
) -> None:
    literature.publish(PEBBLES)
    literature.down(down, answer)
    assert [h.index for h in work_of(reference).hits] == [index]


def test_a_doi_with_odd_signs_is_asked_for_whole(literature: Literature) -> None:
    odd = work(1, doi="10.1002/(sici)1097-4571(199806)49:8#693::aid-asi4?3.0.co;2-o", arxiv="")
    literature.publish([odd])
    assert work_of(odd.doi).doi == odd.doi


REFUSED: list[tuple[str, bool, type[ClaimcheckError], str]] = [
    ("Ada Lovelace", False, SourceError, "neither an arXiv id nor a DOI"),
    ("https://example.org/10.1234/x", False, SourceError, "neither"),
    ("", False, SourceError, "neither"),
    ("2401.00099", False, NotFound, "no literature index knows 2401.00099"),
    ("10.1234/unknown", False, NotFound, "no literature index knows"),
    ("2401.00003", True, Offline, "cache"),
]


@pytest.mark.parametrize(("reference", "offline", "error", "message"), REFUSED)
def test_what_names_no_work_is_refused_with_a_remedy(
    literature: Literature,
    reference: str,
    offline: bool,
    error: type[ClaimcheckError],
    message: str,
) -> None:
    literature.publish(PEBBLES)
    with pytest.raises(error, match=message) as caught:
        work_of(reference, offline=offline)
    assert type(caught.value) is error
    assert caught.value.remedy


def test_an_index_that_is_down_might_have_known_it(literature: Literature) -> None:
    literature.down("openalex", Answer(status=503))
    with pytest.raises(Unreachable, match="could not be looked up: OpenAlex"):
        work_of("10.1234/unknown")


def test_a_preprints_doi_of_a_journal_work_leads_to_its_arxiv_id(literature: Literature) -> None:
    literature.publish(PEBBLES)
    assert work_of("10.1234/pebble.2").arxiv == "2401.00002"
