"""Who asks too often has to wait, for exactly as long as needed, and strangers cannot fill the memory."""

from sync_server.transport.throttles import DeviceBuckets, SignInAttempts, TokenBucket


def test_a_bucket_lets_a_burst_through_and_then_its_rate():
    bucket = TokenBucket(rate=10, burst=3, now=0.0)
    assert [bucket.take(0.0) for _ in range(3)] == [None, None, None]
    assert bucket.take(0.0) == 101
    assert bucket.take(0.101) is None
    assert bucket.take(0.101) is not None


def test_a_bucket_never_holds_more_than_its_burst():
    bucket = TokenBucket(rate=10, burst=3, now=0.0)
    assert [bucket.take(1000.0) is None for _ in range(5)] == [True, True, True, False, False]


def test_a_device_that_comes_back_finds_its_bucket_as_it_left_it():
    buckets = DeviceBuckets()
    for _ in range(1000):
        buckets.of("device", 0.0).take(0.0)
    assert buckets.of("device", 0.0).take(0.0) is not None
    assert buckets.of("another", 0.0).take(0.0) is None


def test_wrong_passwords_count_by_name_from_whatever_address():
    attempts = SignInAttempts(most=3, window=60)
    for number in range(3):
        assert attempts.wait_ms("anna", f"10.0.0.{number}", number) is None
        attempts.failed("anna", f"10.0.0.{number}", number)
    assert attempts.wait_ms("anna", "10.0.0.9", 3) == 57_001
    assert attempts.wait_ms("bruno", "10.0.0.9", 3) is None


def test_wrong_passwords_count_by_address_for_whatever_name():
    attempts = SignInAttempts(most=3, window=60)
    for number in range(3):
        attempts.failed(f"user {number}", "10.0.0.1", number)
    assert attempts.wait_ms("anna", "10.0.0.1", 3) == 57_001
    assert attempts.wait_ms("anna", "10.0.0.2", 3) is None


def test_the_window_slides():
    attempts = SignInAttempts(most=3, window=60)
    for second in (0, 10, 20):
        attempts.failed("anna", "10.0.0.1", second)
    assert attempts.wait_ms("anna", "10.0.0.1", 59) == 1_001
    assert attempts.wait_ms("anna", "10.0.0.1", 60) is None
    attempts.failed("anna", "10.0.0.1", 61)
    assert attempts.wait_ms("anna", "10.0.0.1", 61) == 9_001
    assert attempts.wait_ms("anna", "10.0.0.1", 200) is None


def test_names_without_end_do_not_fill_the_memory():
    attempts = SignInAttempts(most=3, window=60, keys_kept=100)
    for number in range(10_000):
        attempts.failed(f"user {number}", f"10.0.{number // 250}.{number % 250}", number / 1000)
    assert len(attempts._failures) == 100
