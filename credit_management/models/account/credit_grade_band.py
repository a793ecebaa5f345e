from odoo import models


class CreditGrade(models.Model):
    """The scale as a picture: a score over the bands of the grades."""

    _inherit = "credit.grade"

    def _draw_bands(self, score, label):
        """The bands of these grades, the lowest first, and where a score stands; None without a scale.

        :param score: None where there is none
        :param label: the sentence that says it
        """
        grades = self.sorted("score_min")
        if not grades or score is None:
            return None
        return {
            "label": label,
            "score": score,
            "bands": [
                {
                    "name": grade.code,
                    "from": grade.score_min,
                    "width": grade.score_max - grade.score_min,
                    "tone": grade._get_tone(),
                    "here": grade.score_min <= score and (score < grade.score_max or grade == grades[-1]),
                }
                for grade in grades
            ],
        }

    def _get_tone(self):
        """The colour of its risk class, by the name that pictures have for it."""
        return {"low": "success", "medium": "warning", "high": "danger"}.get(self.risk_class, "secondary")
