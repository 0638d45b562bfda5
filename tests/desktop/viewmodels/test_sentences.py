"""Whatever goes wrong, the user reads one calm sentence that says what to do."""

import pytest

from desktop.core.errors import (
    AddressError,
    CacheError,
    ConnectError,
    ConnectFailure,
    ErrorCode,
    FileError,
    FileTrouble,
    InvalidInputError,
    NotConnectedError,
    RefusedError,
)
from desktop.viewmodels import sentences


def is_a_sentence_for_people(text: str) -> bool:
    return (
        text.endswith(".") and "!" not in text and "'" not in text and "_" not in text and text[0].isupper()
    )


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_refusal_has_a_sentence(code):
    assert is_a_sentence_for_people(sentences.refusal(code))
    assert sentences.refusal(str(code)) == sentences.refusal(code)


@pytest.mark.parametrize("failure", list(ConnectFailure))
def test_every_connection_failure_has_a_sentence(failure):
    assert is_a_sentence_for_people(sentences.connect_failure(failure))
    assert sentences.connect_failure(str(failure)) == sentences.connect_failure(failure)


@pytest.mark.parametrize("trouble", list(FileTrouble))
def test_every_trouble_with_a_file_has_a_sentence(trouble):
    assert is_a_sentence_for_people(sentences.file_trouble(trouble))
    assert sentences.failure(FileError(trouble)) == sentences.transfer_failure(str(trouble))


def test_a_transfer_that_the_server_ended_says_why():
    assert sentences.transfer_failure("quota_exceeded") == sentences.refusal(ErrorCode.QUOTA_EXCEEDED)


@pytest.mark.parametrize("problem", ["empty", "malformed", "insecure"])
def test_every_address_problem_has_its_own_sentence(problem):
    others = {"empty", "malformed", "insecure"} - {problem}
    assert is_a_sentence_for_people(sentences.address_problem(problem))
    assert all(sentences.address_problem(problem) != sentences.address_problem(other) for other in others)


def test_codes_of_a_newer_server_still_say_what_to_do():
    assert "Update" in sentences.refusal("from_the_future")
    assert is_a_sentence_for_people(sentences.connect_failure("from_the_future"))
    assert is_a_sentence_for_people(sentences.address_problem("from_the_future"))


def test_a_wrong_password_reads_as_designed():
    assert sentences.refusal("wrong_credentials") == (
        "The username or password is not right. Check both and try again."
    )


def test_every_error_of_the_client_has_its_sentence():
    assert sentences.failure(RefusedError(ErrorCode.INTERNAL)) == sentences.refusal(ErrorCode.INTERNAL)
    assert sentences.failure(InvalidInputError(ErrorCode.MESSAGE_EMPTY)) == sentences.refusal("message_empty")
    assert sentences.failure(ConnectError(ConnectFailure.LOST)) == sentences.connect_failure("lost")
    assert sentences.failure(AddressError("empty")) == sentences.address_problem("empty")
    assert sentences.failure(NotConnectedError()) == sentences.needs_connection()
    assert is_a_sentence_for_people(sentences.failure(CacheError("disk full")))
