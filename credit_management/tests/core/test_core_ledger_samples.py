"""The export of each program with a profile: read unaided, or with one question."""

from dataclasses import replace

from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import profile as ledger_profile
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.doubt import Answers
from ...core.ledger.reading import Rules
from ...core.ledger.titles import find_list_day
from .core_common import CoreCase
from .ledger_kinds_common import CODES, TODAY
from .ledger_sample import FOLDER, SAMPLES


class TestLedgerSamples(CoreCase):
    """What is read of a file as a program writes it."""

    def read_sample(self, sample, answers):
        table = ledger_file.load(sample.content, answers=answers)
        profile = ledger_profile.recognise(table.headers)
        answers = replace(answers, **profile.answers)
        if not answers.list_date:
            answers = replace(answers, list_date=find_list_day(table.titles))
        columns = ledger_profile.apply(profile, ledger_column.guess(table.headers, table.rows, table.mac))
        rules = Rules(TODAY, CODES | {sample.currency}, None, sample.currency, answers)
        return profile, columns, ledger_sheet.read(table, columns, rules)

    def test_each_program(self):
        for sample in SAMPLES:
            with self.subTest(sample.name):
                profile, columns, reading = self.read_sample(sample, Answers())
                self.assertEqual(profile.name, sample.program)
                self.assertFalse([one.header for one in columns if one.rivals or one.clash or one.found.ambiguous])
                self.assertFalse([one.header for one in columns if one.overlooked or one.untaxed or one.rising])
                self.assertEqual(",".join(one.kind for one in reading.open_doubts), sample.asked)
                _profile, _columns, reading = self.read_sample(sample, Answers(**sample.answers))
                self.assertEqual((reading.faults, reading.open_doubts), ([], []))
                self.assertEqual(
                    {
                        one.number: (one.customer, str(one.due), round(one.amount - one.settled, 2))
                        for one in reading.invoices
                    },
                    sample.documents,
                )
                self.assertEqual({one.currency for one in reading.invoices}, {""})
                self.assertEqual(sum(map(len, reading.left.values())), sample.left, reading.left)
                still_open = sum(one.amount - one.settled for one in reading.invoices)
                self.assertAlmostEqual(still_open, sample.total, 2)

    def test_every_file_is_a_sample(self):
        self.assertEqual({one.name for one in SAMPLES}, {path.name for path in FOLDER.iterdir()})
