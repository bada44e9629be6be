"""A seal says what the paper says, or is refused with the reason."""

import random
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_api.seal import base45
from archive_api.seal.codes import QUIET, Level, modules
from archive_api.seal.cose import MOST_BYTES, packed, sign, unpacked
from archive_api.seal.key import EXPIRES_AT, ISSUED_AT, SealKey
from archive_api.seal.refusal import Refusal
from archive_api.seal.sealing import LONGEST_CODE, MOST_LETTERS, PREFIX, read_seal, seal
from archive_api.seal.trust import TrustList

SIGNED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NOW = SIGNED + timedelta(days=3)
Trusting = Callable[..., TrustList]


def refused(text: str, trusted: TrustList, at: datetime = NOW) -> Refusal | None:
    read = read_seal(text, trusted, at)
    assert (read.said == {}) is (read.refusal is not None)
    return read.refusal


def test_a_seal_is_read_back(sealed: str, said: dict, trusted: TrustList, key: SealKey) -> None:
    read = read_seal(sealed, trusted, NOW)
    assert (read.refusal, read.said, read.signed) == (None, said, SIGNED)
    assert read.key is not None and read.key.kid == key.kid


def test_the_seal_of_an_extract_is_no_denser_than_what_was_measured(sealed: str) -> None:
    width = 40 / modules(sealed, Level.Q)
    assert width >= 35 / (85 + 2 * QUIET)


def test_the_longest_seal_is_no_denser_either() -> None:
    assert modules("A" * MOST_LETTERS, Level.Q) == 97 + 2 * QUIET
    assert modules("A" * (MOST_LETTERS + 1), Level.Q) > 97 + 2 * QUIET
    assert 40 / (97 + 2 * QUIET) >= 35 / (85 + 2 * QUIET)


def test_a_seal_too_long_leaves_out_what_can_best_be_missed(
    said: dict, key: SealKey, trusted: TrustList
) -> None:
    long = {
        **said,
        "mentions_count": 11,
        "mentions": tuple(("marriage", f"19{year}-02-01") for year in range(50, 61)),
        "given_name": ("محمد عبد الرحمن الأمين المهدي" * 2, "Mohammed Abderrahmane El Amine " * 2),
    }
    text = seal(long, SIGNED, key)
    read = read_seal(text, trusted, NOW)
    assert len(text) <= MOST_LETTERS
    assert "mentions" not in read.said
    assert read.said["mentions_count"] == 11
    assert read.said["given_name"] == long["given_name"]


def unlike_letters(count: int) -> str:
    drawn = random.Random(1936)
    return "".join(chr(drawn.randint(0x0621, 0x064A)) for _ in range(count))


def test_long_names_are_never_cut(said: dict, key: SealKey, trusted: TrustList) -> None:
    name = (unlike_letters(200), "")
    text = seal({**said, "given_name": name}, SIGNED, key)
    assert len(text) > MOST_LETTERS
    assert read_seal(text, trusted, NOW).said["given_name"] == name
    assert "office" not in read_seal(text, trusted, NOW).said


def test_names_beyond_any_code_are_refused_when_sealing(said: dict, key: SealKey) -> None:
    with pytest.raises(ValueError, match="no code holds them"):
        seal({**said, "given_name": (unlike_letters(2000), "")}, SIGNED, key)


def test_a_seal_of_nobody_trusted_is_of_an_unknown_key(
    said: dict, other_key: SealKey, trusted: TrustList
) -> None:
    assert refused(seal(said, SIGNED, other_key), trusted) is Refusal.KEY_UNKNOWN


def test_a_seal_under_another_s_key_id_is_forged(
    said: dict, posing: SealKey, trusted: TrustList
) -> None:
    assert refused(seal(said, SIGNED, posing), trusted) is Refusal.FORGED


def repacked(sealed: str, changed: Callable[[list], None]) -> str:
    tag = cbor2.loads(unpacked(sealed.removeprefix(PREFIX)))
    parts = list(tag.value)
    changed(parts)
    return PREFIX + packed(cbor2.dumps(cbor2.CBORTag(18, parts)))


def test_a_name_changed_under_its_signature_is_forged(sealed: str, trusted: TrustList) -> None:
    def change(parts: list) -> None:
        parts[2] = parts[2].replace(b"Khadija", b"Khadiya")

    assert refused(repacked(sealed, change), trusted) is Refusal.FORGED


@pytest.mark.parametrize(
    "headers",
    [
        {1: -7},
        {1: -8, 4: b"12345678"},
        {1: 5, 4: b"12345678"},
        {1: -7, 4: b"12345678", 2: [99], 99: 1},
        {1: -7, 4: "12345678"},
        {},
    ],
)
def test_another_algorithm_or_header_is_not_even_tried(
    sealed: str, trusted: TrustList, headers: dict
) -> None:
    def change(parts: list) -> None:
        parts[0] = cbor2.dumps(headers)

    assert refused(repacked(sealed, change), trusted) in (Refusal.FORGED, Refusal.ALTERED)


def test_what_is_not_protected_is_not_taken(sealed: str, trusted: TrustList) -> None:
    def change(parts: list) -> None:
        parts[1] = {4: b"12345678"}

    assert refused(repacked(sealed, change), trusted) is Refusal.FORGED


def test_every_letter_changed_is_seen_or_changes_nothing(
    sealed: str, said: dict, trusted: TrustList
) -> None:
    for place in range(len(PREFIX), len(sealed)):
        other = "7" if sealed[place] != "7" else "8"
        text = sealed[:place] + other + sealed[place + 1 :]
        read = read_seal(text, trusted, NOW)
        # The bits that deflate leaves unused before its checksum say nothing: the same is read.
        same = (read.refusal, read.said) == (None, said)
        assert same or read.refusal in (Refusal.ALTERED, Refusal.FORGED, Refusal.KEY_UNKNOWN)


def test_a_seal_cut_short_or_longer_is_altered(sealed: str, trusted: TrustList) -> None:
    for text in (sealed[:-1], sealed[:-3], sealed[: len(sealed) // 2], sealed + "000", PREFIX):
        assert refused(text, trusted) is Refusal.ALTERED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE$VK G2EP4J0B", Refusal.FOREIGN),
        ("shc:/56762909524320603460292437404460312229595326546034602925", Refusal.FOREIGN),
        ("DC02FR0AXT4A11111111", Refusal.FOREIGN),
        ("SJ2:BB8", Refusal.VERSION_UNKNOWN),
        ("https://etat-civil.example/check/7K3Q-0M2D-VX9A-41TF", Refusal.NOT_A_SEAL),
        ("", Refusal.NOT_A_SEAL),
        ("sj1:BB8", Refusal.NOT_A_SEAL),
        ("WIFI:T:WPA;S:cafe;P:secret;;", Refusal.NOT_A_SEAL),
    ],
)
def test_other_codes_are_told_apart(text: str, reason: Refusal, trusted: TrustList) -> None:
    assert refused(text, trusted) is reason


def test_a_key_does_not_sign_before_or_after_its_time(sealed: str, trusting: Trusting) -> None:
    ended = trusting(until=SIGNED)
    early = trusting(since=SIGNED + timedelta(seconds=1))
    assert refused(sealed, ended) is Refusal.KEY_EXPIRED
    assert refused(sealed, early) is Refusal.KEY_NOT_YET


def test_a_key_replaced_later_still_verifies_what_it_signed(
    sealed: str, trusting: Trusting
) -> None:
    assert refused(sealed, trusting(until=SIGNED + timedelta(days=1))) is None


def test_a_revoked_key_verifies_what_it_signed_before_and_a_stolen_one_nothing(
    sealed: str, trusting: Trusting
) -> None:
    after = SIGNED + timedelta(hours=1)
    assert refused(sealed, trusting(revoked=after)) is None
    assert refused(sealed, trusting(revoked=SIGNED)) is Refusal.KEY_REVOKED
    assert refused(sealed, trusting(revoked=after, stolen=True)) is Refusal.KEY_REVOKED


@pytest.mark.parametrize(
    ("offices", "reason"),
    [
        (("04.481.01.07",), None),
        (("08", "04"), None),
        (("04.481.01.0",), Refusal.KEY_OF_OTHERS),
        (("08.201.11.07",), Refusal.KEY_OF_OTHERS),
    ],
)
def test_a_key_seals_the_papers_of_its_offices_alone(
    sealed: str, trusting: Trusting, offices: tuple, reason: Refusal | None
) -> None:
    assert refused(sealed, trusting(offices=offices)) is reason


def test_a_seal_dated_ahead_is_refused_but_not_for_a_clock_a_little_behind(
    sealed: str, trusted: TrustList
) -> None:
    assert refused(sealed, trusted, SIGNED - timedelta(hours=1)) is Refusal.DATED_AHEAD
    assert refused(sealed, trusted, SIGNED - timedelta(minutes=5)) is None


def test_a_seal_with_an_end_is_refused_after_it(key: SealKey, trusted: TrustList) -> None:
    claims = {ISSUED_AT: int(SIGNED.timestamp()), -65537: {1: 1}}
    ending = {**claims, EXPIRES_AT: int((SIGNED + timedelta(days=2)).timestamp())}
    assert refused(PREFIX + packed(sign(ending, key)), trusted) is Refusal.EXPIRED


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {6: "2026", -65537: {1: 1}},
        {6: 10**30, -65537: {1: 1}},
        {6: 1, -65537: [1]},
        {6: 1795253400, -65537: {1: 9}},
        {6: 1795253400, -65537: {10: ["خديجة"]}},
        {6: 1795253400, -65537: {10: [1, 2]}},
        {6: 1795253400, -65537: {13: "1933-03-12"}},
        {6: 1795253400, -65537: {13: 193}},
        {6: 1795253400, -65537: {24: [1]}},
    ],
)
def test_claims_of_no_sense_are_refused_though_signed(
    claims: dict, key: SealKey, trusted: TrustList
) -> None:
    assert refused(PREFIX + packed(sign(claims, key)), trusted) is Refusal.ALTERED


def test_claims_of_a_later_sijill_are_passed_over(key: SealKey, trusted: TrustList) -> None:
    later = {6: int(SIGNED.timestamp()), -65537: {1: 2, 99: "x", 24: [[77, 19550201]]}}
    read = read_seal(PREFIX + packed(sign(later, key)), trusted, NOW)
    assert read.said == {"kind": "full_copy", "mentions": (("other", "1955-02-01"),)}


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(trusted: TrustList) -> None:
    bomb = PREFIX + base45.encode(zlib.compress(bytes(2_500_000), 9))
    assert len(bomb) <= LONGEST_CODE
    assert refused(bomb, trusted) is Refusal.ALTERED
    just = PREFIX + base45.encode(zlib.compress(bytes(MOST_BYTES + 1), 9))
    assert refused(just, trusted) is Refusal.ALTERED


@pytest.mark.parametrize(
    "data",
    [
        b"\x81" * 5000 + b"\x00",
        b"\xd2" + b"\x84" + b"\x43\xa1\x01\x26" + b"\xa0" + b"\x81" * 3000 + b"\x00" + b"\x40",
        b"\x9f" * 3000,
        b"\x9a\xff\xff\xff\xff",
        b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xd8\x23\x61\x28",
        b"\xc5\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
    ],
    ids=["deep", "deep inside", "endless", "long array", "long bytes", "pattern", "bigfloat"],
)
def test_what_would_make_a_decoder_work_never_reaches_it(data: bytes, trusted: TrustList) -> None:
    assert refused(PREFIX + packed(data), trusted) is Refusal.ALTERED


def test_a_text_longer_than_any_code_is_none(trusted: TrustList) -> None:
    assert refused(PREFIX + "0" * LONGEST_CODE, trusted) is Refusal.NOT_A_SEAL


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_whatever_bytes_are_packed_reading_answers(trusted: TrustList, data: bytes) -> None:
    assert refused(PREFIX + packed(data), trusted) is not None
    assert refused(PREFIX + base45.encode(data), trusted) is not None


def test_an_old_list_says_so(sealed: str, trusted: TrustList) -> None:
    assert not read_seal(sealed, trusted, NOW).is_list_old
    assert read_seal(sealed, trusted, SIGNED + timedelta(days=31)).is_list_old
