from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.evidence.words.quotes import find_quotes
from westphalia.evidence.words.text import paragraphs


def quotes(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will act,” she said. “Soon.”", ["“We will act,”", "“Soon.”"]),
        ('"We will act," she said.', ['"We will act,"']),
        ("‘We will act,’ she said of the allies’ budgets. ‘Soon.’", ["‘We will act,’", "‘Soon.’"]),
        ("'I don't know,' he said. 'It's Nato's job.'", ["'I don't know,'", "'It's Nato's job.'"]),
        ("“Opened curly, closed straight.\" And on.", ['“Opened curly, closed straight."']),
        ("“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"]),
        ("«Nous verrons», said the minister.", ["«Nous verrons»"]),
        ("„Wir werden sehen“, said the minister.", ["„Wir werden sehen“"]),
        ("He wants [it] … “[Nato] must … pay”, he said.", ["“[Nato] must … pay”"]),
        ("The allies' budgets and the ministers' cars rose in the '90s.", []),
        ("“An open quotation. And on.\n\nNo mark here.", []),
        ("A 6\" pipe and a 5\" gun.", []),
        ("‘Reset’ and ‘pivot’ were his words", ["‘Reset’", "‘pivot’"]),
        ("\u200e“Marked for direction,”\u200f he said.", ["“Marked for direction,”"]),
    ],
)  # fmt: skip
def test_pairs_of_marks(text: str, found: list[str]) -> None:
    assert quotes(text) == found


def test_a_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“We must act.\n\n“We must act now.\n\n“Today,” he said.\n\nHe left."
    found = find_quotes(text, paragraphs(text))
    assert [(q.unfinished, q.continued) for q in found] == [(True, False), (True, True), (False, True)]
    assert [text[q.start : q.end] for q in found] == ["“We must act.", "“We must act now.", "“Today,”"]


@given(st.text(alphabet="ab .,'\"“”‘’\n«»„", max_size=200))
def test_quotations_never_overlap_and_stand_in_the_text(text: str) -> None:
    found = find_quotes(text, paragraphs(text))
    for one, following in pairwise(found):
        assert one.end <= following.start
    for quote in found:
        assert 0 <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        assert text[quote.inner_start : quote.inner_end].strip()
