from unittest import TestCase
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.registry_number import REGISTERS, is_checked, is_possible

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of the unified social credit code: without I, O, S, V, Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_digit(body):
    """By the standard, GB 32100-2015, worked out anew."""
    return LETTERS[-sum(LETTERS.index(one) * weight for one, weight in zip(body, WEIGHTS, strict=True)) % 31]


class TestRegistryNumber(TestCase):
    def test_the_example_of_the_standard(self):
        self.assertTrue(is_possible("CN", "91350100M000100Y43"))
        self.assertTrue(is_possible("cn", " 91350100M000100Y43 "))
        self.assertFalse(is_possible("CN", "91350100M000100Y4Z"), "a check digit that is no letter of the code")
        self.assertFalse(is_possible("CN", "91350100M000100Y4"))

    @given(st.text(LETTERS, min_size=9, max_size=9), st.sampled_from(("11", "91", "92", "93")))
    def test_every_code_has_one_check_digit(self, organisation, kind):
        body = f"{kind}110000{organisation}"[:17]
        right = check_digit(body)
        self.assertEqual([one for one in LETTERS if is_possible("CN", body + one)], [right])

    def test_by_country(self):
        for country, number, wrong in (
            ("FR", "552 008 443", "552 008 444"), ("BE", "BE 428759497", "BE 431150351"),
            ("SE", "1234567897", "1234567891"), ("NO", "988 077 917", "988 077 918"),
            ("CH", "CHE-100.155.212", "CHE-100.155.213"), ("AT", "FN 122119m", "122119"),
        ):  # fmt: skip
            with self.subTest(country):
                self.assertTrue(is_possible(country, number))
                self.assertFalse(is_possible(country, wrong))

    def test_all_registers_are_there(self):
        for country in REGISTERS:
            with self.subTest(country):
                self.assertTrue(is_checked(country.upper()))
                self.assertFalse(is_possible(country, "!"))

    def test_elsewhere_anything_is_one(self):
        self.assertTrue(is_possible("DE", "HRB 1"))
        self.assertTrue(is_possible("", "HRB 1"))
        self.assertTrue(is_possible("CN", "  "))
        self.assertFalse(is_checked("DE"))

    def test_a_register_that_this_stdnum_has_not_got(self):
        with patch.dict(REGISTERS, {"ru": ("ru.not_yet",)}):
            self.assertTrue(is_possible("RU", "1022200525819"))
