"""What a stranger may do to us by an address that we ask: nothing but fail, within bounds, with a sentence."""

import socket
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehor.ground.errors import WrongInput
from gehor.ground.sentences import refusal_text
from gehor.network.sharing import fetching
from gehor.network.sharing.fetching import NotFetched, Stamp, fetch, is_within_reach

from .hostile import raw, says, zipped

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def refused(address, **given):
    with pytest.raises(NotFetched) as refusal:
        fetch(address, **given)
    assert "{" not in refusal_text(refusal.value) and refusal_text(refusal.value) != "This could not be done."
    return refusal.value.code


def test_json_comes_as_it_lies_there(stranger):
    stranger.answers["/x?y=1"] = says({"å": 1}, ETag='"7"', Last_Modified="Mon, 23 Nov 2026 01:00:00 GMT")
    heard = []
    found = fetch(stranger.url("/x?y=1"), heard=heard.append)
    assert found.body == b'{"\\u00e5": 1}' and found.received == len(found.body) == heard[-1]
    assert found.stamp == Stamp('"7"', "Mon, 23 Nov 2026 01:00:00 GMT")
    assert stranger.asked[0][1]["host"] == f"127.0.0.1:{stranger.port}"


def test_what_is_packed_is_unpacked(stranger):
    stranger.answers["/"] = zipped(b"[1]")
    assert fetch(stranger.url()).body == b"[1]"


def test_what_has_not_changed_is_not_fetched_again(stranger):
    stranger.answers["/"] = says(b"", status=304)
    found = fetch(stranger.url(), stamp=Stamp('"7"', "Mon, 23 Nov 2026 01:00:00 GMT"))
    assert found.body is None and found.stamp.etag == '"7"'
    headers = stranger.asked[0][1]
    assert headers["if-none-match"] == '"7"' and headers["if-modified-since"].startswith("Mon")
    assert refused(stranger.url()) == "feed_answers_with"  # nobody had said since when


@pytest.mark.parametrize("etag", ['"a\tb"', "7", '"' + "x" * 200 + '"', '"å"'])
def test_a_stamp_that_could_not_be_sent_back_is_not_kept(stranger, etag):
    stranger.answers["/"] = says([], ETag=etag)
    assert fetch(stranger.url()).stamp == Stamp()


# Size


def test_a_file_that_says_it_is_too_large_is_not_read(stranger):
    stranger.answers["/"] = raw(HEAD + b"Content-Length: 99999999999999999999999999\r\n\r\n")
    assert refused(stranger.url()) == "feed_too_large"


def test_a_file_that_never_ends_is_left_after_the_limit(stranger):
    stranger.answers["/"] = raw(HEAD + b"\r\n", b"x" * 65536, server=stranger)
    assert refused(stranger.url(), most=1_000_000) == "feed_too_large"


def test_a_bomb_is_unpacked_to_the_limit_and_no_further(stranger):
    stranger.answers["/"] = zipped(b"0" * 50_000_000)
    tracemalloc.start()
    assert refused(stranger.url(), most=1_000_000) == "feed_too_large"
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000, "of the fifty million bytes only so many were ever there"


@pytest.mark.parametrize("data", [b"[1]", zlib.compress(b"[1]"), b""])
def test_what_is_packed_wrongly_is_refused(stranger, data):
    stranger.answers["/"] = says(data, Content_Encoding="gzip")
    assert refused(stranger.url()) == "feed_cut_off"


def test_a_file_that_is_packed_otherwise_or_several_times_is_refused(stranger):
    for packed in ("br", "gzip, gzip", "zstd"):
        stranger.answers["/"] = says(b"x", Content_Encoding=packed)
        assert refused(stranger.url()) == "feed_packed_otherwise"


# Time


@pytest.mark.parametrize(
    "pieces",
    [
        (b"",),
        (HEAD, b"X-Drip: 1\r\n"),
        (HEAD + b"Content-Length: 100000\r\n\r\n", b" "),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n",),
    ],
)
def test_whoever_drips_is_cut_off_when_the_time_is_up(stranger, pieces):
    stranger.answers["/"] = raw(*pieces, server=stranger, every=0.02)
    began = time.monotonic()
    assert refused(stranger.url(), seconds=0.3) in ("feed_too_slow", "feed_speaks_no_http")
    assert time.monotonic() - began < 5


def test_a_file_that_is_slow_to_unpack_to_nothing_is_cut_off(stranger):
    stranger.answers["/"] = raw(HEAD + b"Content-Encoding: gzip\r\n\r\n", b"\x00", server=stranger, every=0.02)
    assert refused(stranger.url(), seconds=0.3) in ("feed_too_slow", "feed_cut_off")


def test_whoever_takes_the_call_and_says_nothing_is_cut_off(stranger):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refused(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.2) == "feed_too_slow"
        assert refused(f"https://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.2) == "feed_too_slow"


# Reach


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
     "::ffff:127.0.0.1", "::ffff:192.168.1.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254",
     "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:7f00:1::", "2001:db8::1"],
)  # fmt: skip
def test_what_is_not_public_is_out_of_reach(address, settings):
    settings.INNER_NETWORKS = []
    assert not is_within_reach(address)


@pytest.mark.parametrize("address", ["193.10.2.1", "8.8.8.8", "2a00:801::1", "64:ff9b::8.8.8.8"])
def test_what_is_public_is_within_reach(address):
    assert is_within_reach(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_far_in_other_clothes(address):
    for dressed in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert not is_within_reach(dressed) or is_within_reach(str(address))


def test_nobody_here_is_asked_unless_the_operator_says_so(stranger, settings):
    settings.INNER_NETWORKS = []
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"):
        assert refused(stranger.url(host=host)) == "feed_private_address"
    assert not stranger.asked


def test_a_name_with_one_private_address_is_refused_whole(stranger, settings):
    settings.INNER_NETWORKS = []
    assert refused("https://x.example/", resolve=lambda *_: ["193.10.2.1", "10.0.0.1"]) == "feed_private_address"


def test_a_name_that_leads_elsewhere_a_moment_later_leads_nobody_there(stranger):
    """DNS rebinding: the connection goes to what was looked at, and the name is looked up once."""
    looked = []

    def turning(host, port):
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["169.254.169.254"]

    stranger.answers["/"] = says([])
    assert fetch(stranger.url(host="turning.example"), resolve=turning).body == b"[]"
    assert looked == ["turning.example"]
    assert stranger.asked[0][1]["host"] == f"turning.example:{stranger.port}"


def test_without_encryption_only_what_is_ours_is_asked(settings):
    settings.INNER_NETWORKS = []
    assert refused("http://x.example/", resolve=lambda *_: ["193.10.2.1"]) == "feed_not_encrypted"


def test_what_no_name_leads_to_and_nobody_listens_at_is_told(settings, stranger):
    def unknown(*_):
        raise OSError

    assert refused("https://x.example/", resolve=unknown) == "feed_unknown_host"
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}/") == "feed_unreachable"
    assert refused("https://127.0.0.1:25/") == "feed_port"
    assert refused(f"https://127.0.0.1:{stranger.port}/") in ("feed_certificate", "feed_unreachable", "feed_cut_off")


@pytest.mark.parametrize(
    "address",
    ["", "x", "ftp://x.example/", "file:///etc/passwd", "https://", "https://a:b@x.example/", "https://x.example:99999/",
     "https://x.example/\r\nX: 1", "https://[::1", "https://" + "x" * 70 + ".example/", "https://x..example/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address):
    with pytest.raises(WrongInput) as refusal:
        fetch(address, resolve=lambda *_: ["127.0.0.1"])
    assert refusal.value.code == "no_web_address"


# Being sent on


def test_we_let_ourselves_be_sent_on_at_the_same_place(stranger):
    stranger.answers["/"] = says(b"", status=301, Location="/there")
    stranger.answers["/there"] = says([7])
    assert fetch(stranger.url()).body == b"[7]"


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/", "https://other.example/", "//other.example/x", "file:///x", ""]
)
def test_nobody_sends_us_anywhere_else(stranger, to):
    stranger.answers["/"] = says(b"", status=302, Location=to)
    with pytest.raises(NotFetched) as refusal:
        fetch(stranger.url())
    assert refusal.value.code in ("feed_sends_elsewhere", "feed_sends_round")
    assert {path for path, _headers in stranger.asked} == {"/"}


def test_nobody_sends_us_round_and_round(stranger):
    stranger.answers["/"] = says(b"", status=302, Location="/")
    assert refused(stranger.url()) == "feed_sends_round"
    assert len(stranger.asked) == fetching.TURNS_MOST + 1


# What is no answer


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (says(b"<html>", kind="text/html"), "feed_is_no_json"),
        (says([], kind=""), "feed_is_no_json"),
        (says(b"", status=500), "feed_answers_with"),
        (says(b"", status=403), "feed_answers_with"),
        (says(b"", status=404), "feed_gone"),
        (says(b"", status=410), "feed_gone"),
        (raw(b"220 mail.example ESMTP\r\n"), "feed_speaks_no_http"),
        (raw(b""), "feed_speaks_no_http"),
        (raw(HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\n"), "feed_speaks_no_http"),
        (raw(HEAD + b"Content-Length: 100\r\n\r\n[]"), "feed_cut_off"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n["), "feed_cut_off"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "feed_cut_off"),
    ],
)
def test_what_is_no_answer_is_told_as_what_it_is(stranger, answer, code):
    stranger.answers["/"] = answer
    assert refused(stranger.url()) == code
