from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.credit_management.const import ANALYST

TRIES = 5  # wrong ones in a row; then the person has to set another PIN
SHORTEST, LONGEST = 4, 12


class CreditTillPin(models.Model):
    """The secret by which a person releases a sale at somebody else's till.

    Only its hash is kept; no role reads or writes it, and no till ever gets it. It is not the PIN of an employee: the
    hash of that is sent to tills, where four digits are found in no time.
    """

    _name = "credit.till.pin"
    _description = "Release PIN"
    _log_access = False
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    secret = fields.Char(string="Hash", required=True, readonly=True, groups=fields.NO_ACCESS)
    failures = fields.Integer(required=True, readonly=True, default=0)

    _user_unique = models.UniqueIndex("(user_id)", "A person has one PIN.")

    @api.model
    def _set(self, user, pin):
        """Give a person a PIN; nobody but the person does."""
        if user != self.env.user or not user.has_group(ANALYST):
            raise AccessError(
                self.env._("A release PIN is set by a credit analyst or manager, each for oneself, and by nobody else.")
            )
        if not pin.isascii() or not pin.isdigit() or not SHORTEST <= len(pin) <= LONGEST:
            raise UserError(
                self.env._("A release PIN has %(from)d to %(to)d digits.", **{"from": SHORTEST, "to": LONGEST})
            )
        if len(set(pin)) == 1:
            raise UserError(self.env._("A release PIN has at least two different digits."))
        vals = {"secret": self.env["res.users"]._crypt_context().hash(pin), "failures": 0}
        pins = self.sudo()  # one's own secret, which no role writes
        own = pins.search([("user_id", "=", user.id)])
        if own:
            own.write(vals)
        else:
            pins.create(vals | {"user_id": user.id})

    @api.model
    def _state_of(self, users):
        """Whether people have a PIN.

        :return: {user: "set" or "locked"}; without those who have none
        """
        found = self.sudo().search([("user_id", "in", users.ids)])  # that there is one is no secret
        return {pin.user_id.sudo(False): "locked" if pin.failures >= TRIES else "set" for pin in found}

    @api.model
    def _verify(self, user, pin):
        """Whether it is the person's PIN; a wrong one counts, and after a few no other is looked at.

        The count is raised before the PIN is looked at: of two calls at once, one is run again after the other.
        """
        pins = self.sudo()  # the one who types has no right to look
        pins.flush_model()
        rows = self.env.execute_query(
            SQL(
                "UPDATE credit_till_pin SET failures = failures + 1 WHERE user_id = %s AND failures < %s"
                " RETURNING id, secret",
                user.id,
                TRIES,
            )
        )
        pins.invalidate_model()
        if not rows or not isinstance(pin, str):
            return False
        [(pin_id, secret)] = rows
        right = self.env["res.users"]._crypt_context().verify(pin, secret)
        if right:
            self.env.cr.execute(SQL("UPDATE credit_till_pin SET failures = 0 WHERE id = %s", pin_id))
        return right
