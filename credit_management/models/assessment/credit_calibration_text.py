from odoo import api, models

from ...core.assessment.grade_record import DAYS_LATE, Share
from ...core.assessment.probability import ENOUGH, ENOUGH_BAD, Step, step_of
from ..common.number import format_number, format_percent

RECORD_LEAST = 30  # invoices of a grade by one card: with fewer all cards are taken together


class CreditCalibration(models.Model):
    """What a grade and a score have meant, in sentences."""

    _inherit = "credit.calibration"

    def _describe(self, grade, card, score):
        """What is kept of one company about a grade and a score, or that nothing is yet.

        :param score: None for none
        :return: sentences, one a line; no customer can be read out of them
        """
        if not self:
            return self.env._("What grades mean is worked out by the daily job, which has not run yet.")
        texts = [self._describe_grade(grade, card)] if grade else []
        if score is not None:
            texts.append(self._describe_score(score))
        return "\n".join(texts)

    def _describe_grade(self, grade, card):
        by_card = self._record(grade, card)
        if by_card and by_card[0].count >= RECORD_LEAST:
            return self._tell_record(grade, by_card, card)
        return self._tell_record(grade, self._record(grade, None))

    def _record(self, grade, card):
        """:rtype: core.assessment.grade_record.Record"""
        wanted = (card.id if card else None, grade.id)
        rows = [row for row in self.found["grades"] if (row["card"], row["grade"]) == wanted]
        return tuple(Share(*pair) for pair in rows[0]["shares"]) if rows else ()

    @api.model
    def _tell_record(self, grade, record, card=None):
        if not record or not record[0].count:
            return self.env._("No customer has had this grade for long enough to tell what it means.")
        shares = [
            self.env._("%(share)s %(late)s", share=self._tell_share(one), late=late)
            for one, late in zip(record, self._late_texts(), strict=True)
            if one.count
        ]
        names = {"count": record[0].count, "grade": grade.code, "shares": ", ".join(shares)}
        if card:
            return self.env._(
                "%(grade)s by the card “%(card)s”: of %(count)d such invoices of the last two years %(shares)s.",
                card=card.display_name,
                **names,
            )
        return self.env._("%(grade)s: of %(count)d such invoices of the last two years %(shares)s.", **names)

    @api.model
    def _late_texts(self):
        """What each share of a record is of, as the end of a sentence."""
        late = [
            self.env._("paid more than %s days late", days) if days else self.env._("paid late at all")
            for days in DAYS_LATE
        ]
        return [*late, self.env._("written off")]

    @api.model
    def _late_names(self):
        """The same as headings of columns."""
        late = [self.env._("More than %s Days Late", days) if days else self.env._("Late at All") for days in DAYS_LATE]
        return [*late, self.env._("Written Off")]

    @api.model
    def _share(self, bad, count):
        return Share(bad, count)

    @api.model
    def _tell_share(self, share):
        share, low, high = (format_percent(self.env, 100 * one, most=0) for one in (share.share, *share.interval))
        return self.env._("%(share)s (%(low)s to %(high)s)", share=share, low=low, high=high)

    def _describe_score(self, score):
        step = step_of(tuple(Step(*row) for row in self.found["steps"]), score)
        if step is None:
            return self._tell_thin()
        return self.env._(
            "Score %(score)s: of the invoices to customers with such a score (%(low)s to %(high)s) %(share)s paid more"
            " than 30 days late.",
            score=format_number(self.env, score),
            share=self._tell_share(step.share),
            low=format_number(self.env, step.low),
            high=format_number(self.env, step.high),
        )

    @api.model
    def _tell_thin(self):
        return self.env._(
            "Too little has happened so far for a probability of each score: it takes %(count)d invoices whose outcome"
            " is known, %(bad)d of them more than 30 days late.",
            count=ENOUGH,
            bad=ENOUGH_BAD,
        )
