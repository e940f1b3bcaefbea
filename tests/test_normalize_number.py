from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.number import BREAK, GAP, Number, read_number

DIGITS = st.integers(min_value=0, max_value=10**12 - 1)
DECIMALS = st.text("0123456789", min_size=1, max_size=3)


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("0", "0"),
        ("40000", "40000"),
        ("4 827", "4827"),
        ("4.817.132,60", "4817132.60"),
        ("1.234,5", "1234.5"),
        ("48 250,75", "48250.75"),
        ("66,7", "66.7"),
        ("95.5", "95.5"),
        ("1 234.5", "1234.5"),
        ("0,123", "0.123"),
        ("0.123", "0.123"),
        ("1.234.567", "1234567"),
        ("1234,567", "1234.567"),
    ],
)
def test_a_number_with_one_reading_is_sure(printed: str, value: str) -> None:
    assert read_number(printed) == Number(Decimal(value), is_suspect=False)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("1234.567", "1234.567"),
        ("007", "7"),
        ("00", "0"),
        ("0 123", "123"),
        ("12.05", "12.05"),
        (f"6{BREAK}000", "6000"),
        (f"4{GAP}827", "4827"),
    ],
)
def test_a_number_with_two_readings_is_suspect(printed: str, value: str) -> None:
    assert read_number(printed) == Number(Decimal(value), is_suspect=True)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "12 34",
        "1 24",
        "1234 567",
        "1,234.5",
        "1.23.456",
        "1 234.567",
        "1.234 567",
        "12,5,6",
        "1,",
        ",5",
        "1O",
        "-3",
    ],
)
def test_what_is_no_french_number_is_none(printed: str) -> None:
    assert read_number(printed) is None


@pytest.mark.parametrize("printed", ["\uff11\uff12", "10\u00b2", "\u00bd", "\u0661\u0662"])
def test_digits_of_another_script_are_no_digits(printed: str) -> None:
    assert read_number(printed) is None


def test_more_digits_than_a_float_keeps_are_no_number() -> None:
    assert read_number("123456789012345") is not None
    assert read_number("1234567890123456") is None


@given(DIGITS, st.sampled_from(["", " ", "."]))
def test_an_integer_reads_back_in_every_french_style(number: int, separator: str) -> None:
    read = read_number(grouped(number, separator))
    assert read is not None
    assert read.value == number
    assert read.is_suspect == (separator == "." and 1000 <= number < 10**6)


@given(DIGITS, DECIMALS, st.sampled_from(["", " ", "."]))
def test_a_decimal_reads_back_in_every_french_style(number: int, decimals: str, separator: str) -> None:
    read = read_number(f"{grouped(number, separator)},{decimals}")
    assert read is not None
    assert read.value == Decimal(f"{number}.{decimals}")


@given(st.text("0123456789 .,\n\t", max_size=20))
def test_a_number_that_is_read_has_every_digit_that_is_printed(printed: str) -> None:
    read = read_number(printed)
    if read is not None:
        printed_digits = "".join(filter(str.isdigit, printed)).lstrip("0")
        assert "".join(filter(str.isdigit, f"{read.value:f}")).lstrip("0") == printed_digits
