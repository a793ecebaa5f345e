"""Where a page of a PDF has which text: each run of letters as it is drawn, with its place in points."""

import re
from dataclasses import dataclass

from odoo.tools.pdf import ArrayObject

TOKEN = re.compile(rb"<([0-9A-Fa-f]*)>|/(\S+)|(-?\d*\.?\d+)|([A-Za-z*']+)|[\[\]()]")
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
LAST = 0.65  # of its size: the width of the last letter of a run, that no other follows


@dataclass(frozen=True)
class Run:
    text: str
    left: float
    right: float
    base: float
    size: float


def runs(page):
    """The runs of letters of a page, but for what is laid over it."""
    contents = page["/Contents"].getObject()
    streams = contents if isinstance(contents, ArrayObject) else [contents]
    data = b"\n".join(_bytes(stream.getObject().getData()) for stream in streams)
    fonts = {name[1:]: _letters(font.getObject()) for name, font in page["/Resources"].get("/Font", {}).items()}
    return Drawing(fonts).follow(data)


class Drawing:
    """Reads the few operators of a page that move and draw letters."""

    def __init__(self, fonts):
        self.fonts, self.runs = fonts, []
        self.matrix, self.stack = IDENTITY, []
        self.font, self.size, self.flip, self.place, self.letters = {}, 0.0, IDENTITY, (0.0, 0.0), []
        self.numbers, self.hexes, self.name = [], "", ""

    def follow(self, data):
        for code, named, number, word in TOKEN.findall(data):
            if number:
                self.numbers.append(float(number))
            elif word:
                getattr(self, f"do_{word.decode()}", str)()
                self.numbers = []
            else:
                self.hexes, self.name = code.decode() or self.hexes, named.decode() or self.name
        return self.runs

    def do_q(self):
        self.stack.append(self.matrix)

    def do_Q(self):
        self.matrix = self.stack.pop() if self.stack else IDENTITY

    def do_cm(self):
        self.matrix = _times(self.numbers[-6:], self.matrix)

    def do_BT(self):
        self.letters, self.place = [], (0.0, 0.0)

    def do_Tf(self):
        self.font, self.size = self.fonts.get(self.name, {}), self.numbers[-1]

    def do_Tm(self):
        self.flip = self.numbers[-6:]

    def do_Td(self):
        self.place = (self.place[0] + self.numbers[-2], self.place[1] + self.numbers[-1])

    def do_Tj(self):
        *_turn, left, base = _times((1, 0, 0, 1, *self.place), _times(self.flip, self.matrix))
        glyphs = re.findall("....", self.hexes.upper())
        self.letters.append(("".join(self.font.get(glyph, "\ufffd") for glyph in glyphs), left, base))

    def do_ET(self):
        seen = [letter for letter in self.letters if letter[0].strip()]
        if seen:
            high = abs(self.size * self.matrix[3])
            lefts = [left for _sign, left, _base in seen]
            text = "".join(sign for sign, _left, _base in sorted(self.letters, key=lambda letter: letter[1]))
            self.runs.append(Run(text, min(lefts), max(lefts) + LAST * high, seen[0][2], high))


def _times(first, second):
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _letters(font):
    """The letters that the glyphs of a font stand for."""
    table = _bytes(font["/ToUnicode"].getObject().getData()).decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, sign in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[glyph.upper()] = _sign(sign)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, some in re.findall(r"<(\w+)>\s*<(\w+)>\s*(\[.*?\]|<\w+>)", block, re.DOTALL):
            signs = re.findall(r"<(\w+)>", some)
            for number in range(int(first, 16), int(last, 16) + 1):
                step = number - int(first, 16)
                sign = _sign(signs[step]) if some.startswith("[") else chr(int(signs[0], 16) + step)
                found[f"{number:04X}"] = sign
    return found


def _sign(code):
    return bytes.fromhex(code).decode("utf-16-be")


def _bytes(data):
    return data if isinstance(data, bytes) else data.encode("latin-1")
