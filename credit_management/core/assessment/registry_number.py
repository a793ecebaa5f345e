"""A number of a commercial register and the country it is of → whether it can be one, by python-stdnum.

In China it is the unified social credit code, whose check digit leaves out five letters. Countries that are not here
have numbers without a form that could be checked, or several courts with numbers of their own.
"""

from importlib import import_module

from stdnum.exceptions import ValidationError

# Modules of stdnum by country; a number that one of them takes is one.
REGISTERS = {
    "at": ("at.businessid",),
    "au": ("au.acn", "au.abn"),
    "be": ("be.vat",),
    "br": ("br.cnpj",),
    "ch": ("ch.uid",),
    "cn": ("cn.uscc",),
    "dk": ("dk.cvr",),
    "ee": ("ee.registrikood",),
    "fi": ("fi.ytunnus",),
    "fr": ("fr.siren", "fr.siret"),
    "il": ("il.hp",),
    "jp": ("jp.cn",),
    "kr": ("kr.brn",),
    "no": ("no.orgnr",),
    "ru": ("ru.ogrn",),
    "se": ("se.orgnr",),
    "sg": ("sg.uen",),
    "si": ("si.maticna",),
    "tw": ("tw.ubn",),
    "ua": ("ua.edrpou",),
}


def is_checked(country: str) -> bool:
    """Whether numbers of a country are looked at, by its code of two letters."""
    return country.lower() in REGISTERS


def is_possible(country: str, number: str) -> bool:
    """Whether a number can be that of a company there; one of a country without a known form can."""
    bare = number.strip()
    return not bare or not is_checked(country) or any(_passes(name, bare) for name in REGISTERS[country.lower()])


def _passes(name: str, number: str) -> bool:
    try:
        register = import_module(f"stdnum.{name}")
    except ImportError:  # of a later stdnum than the one that Odoo asks for: nothing is known against the number
        return True
    try:
        register.validate(number)
    except ValidationError:
        return False
    return True
