"""Writes ``script_weights.npz``: the network of ``ocr.script_picture``, trained on drawn lines.

    python -m ocr.data.make_script_weights FONTS... --words WORDS... [--lines 30000]

FONTS are folders where the fonts of ``script_fonts.tsv`` lie, WORDS text files in both scripts.
Every line is drawn, aged and cut the way the reading cuts lines; nothing of a real page is used.
"""

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocr.script_picture import CLASSES, describe, softmax

HERE = Path(__file__).parent
HIDDEN = 48
_WORD = re.compile(r"[A-Za-zÀ-ÿ'’]+|[\u0621-\u064a]+")
Floats = npt.NDArray[Any]
Fonts = Mapping[str, Sequence[Path]]


def find_fonts(folders: Sequence[Path]) -> Fonts:
    """Files of the listed fonts, by class; those missing are named on standard error."""
    at = {path.name: path for folder in folders for path in sorted(folder.rglob("*.*"))}
    found: dict[str, list[Path]] = defaultdict(list)
    with (HERE / "script_fonts.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["file"] in at:
                found[row["class"]].append(at[row["file"]])
            else:
                sys.stderr.write(f"font {row['file']} is missing\n")
    return found


@lru_cache(maxsize=1024)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)


class Drawer:
    """Draws lines of random words in random fonts, with the share of ink of each class."""

    def __init__(self, fonts: Fonts, words: Mapping[str, Sequence[str]], seed: int) -> None:
        self._fonts = fonts
        self._words = words
        self._random = np.random.default_rng(seed)

    def line(self) -> tuple[npt.NDArray[np.uint8], Floats]:
        """One aged line image and its shares in the order of ``CLASSES``."""
        kind = str(self._random.choice(CLASSES, p=[0.3, 0.28, 0.34, 0.08]))
        words = int(self._random.choice([1, 2, 3, 4, 6, 9, 12]))
        runs = [(kind, words)]
        if self._random.random() < 0.3:
            other = str(self._random.choice(CLASSES, p=[0.25, 0.2, 0.1, 0.45]))
            runs.insert(int(self._random.integers(2)), (other, (words + 1) // 2))
        height = int(self._random.integers(20, 60))
        pieces = [(name, self._run(name, count, height)) for name, count in runs]
        shares = np.zeros(len(CLASSES))
        for name, piece in pieces:
            # A figure in a line says less of it than a letter.
            weight = 0.3 if name == "figures" else 1.0
            shares[CLASSES.index(name)] += weight * float(piece.sum())
        page = self._joined([piece for _, piece in pieces], height)
        return self._aged(page, height), shares / max(shares.sum(), 1)

    def _run(self, kind: str, count: int, height: int) -> Floats:
        """Words of one class as ink (0 to 1), letters about ``height`` pixels high."""
        like = "latin print" if kind == "figures" and self._random.random() < 0.6 else kind
        like = "latin hand" if like == "figures" else like
        rtl = like == "arabic"
        texts = [self._text(kind, alone=count == 1) for _ in range(count)]
        path = self._fonts[like][int(self._random.integers(len(self._fonts[like])))]
        size = self._size(path, height, rtl)
        font = _font(path, size)
        text, way = " ".join(texts), "rtl" if rtl else "ltr"
        if not rtl and self._random.random() < 0.04:
            text = " ".join(text)  # letters set apart, as headings are typed
        left, _, right, _ = (int(v) for v in font.getbbox(text, direction=way, anchor="ls"))
        picture = Image.new("L", (max(4, right - left), 3 * size), 0)
        base = (-left, 2 * size)
        ImageDraw.Draw(picture).text(base, text, 255, font, direction=way, anchor="ls")
        return np.asarray(picture, np.float32) / 255

    def _text(self, kind: str, alone: bool) -> str:
        draw = max(self._random.random(), 0.1 * alone)
        if kind == "figures" or draw < 0.06:
            number = str(self._random.integers(1, 2030))
            return number if draw < 0.7 else f"{number[:2]}/{number[-1]}/{number}"
        if kind == "arabic" and draw < 0.09:
            return str(self._random.integers(1, 2030)).translate(
                str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
            )
        words = self._words["arabic" if kind == "arabic" else "latin"]
        word = words[int(self._random.integers(len(words)))]
        if kind != "arabic" and draw > 0.85:
            word = word.upper()
        return word + (":" if draw > 0.97 else "")

    def _size(self, path: Path, height: int, rtl: bool) -> int:
        font = _font(path, 100)
        sample = "سمعل" if rtl else "nolde"
        box = font.getbbox(sample, direction="rtl" if rtl else "ltr")
        return max(10, round(100 * height / max(20.0, box[3] - box[1])))

    def _joined(self, pieces: Sequence[Floats], height: int) -> Floats:
        """Pieces side by side on one base, a space or an entry's gap between them."""
        tall = max(piece.shape[0] for piece in pieces)
        gap = np.zeros((tall, int(height * self._random.uniform(0.4, 2.0))), np.float32)
        row: list[Floats] = []
        for piece in pieces:
            low = tall - piece.shape[0]
            above = low * 2 // 3  # each stands on the row two thirds down
            row += [np.pad(piece, ((above, low - above), (0, 0))), gap]
        page = np.hstack(row[:-1])
        inked = np.flatnonzero((page > 0.3).any(axis=1))
        if len(inked) == 0:
            return page
        return np.pad(page[inked[0] : inked[-1] + 1], 6)

    def _aged(self, ink: Floats, letters: int) -> npt.NDArray[np.uint8]:
        """The ink scanned: leaning, bent, blurred, faded, grained, with strokes of neighbours."""
        random, (height, width) = self._random, ink.shape
        lean = random.normal(0, 0.5) * np.pi / 180
        slant = random.normal(0, 0.06)
        turn = np.array([[1, slant, -slant * height / 2], [np.tan(lean), 1, 0]])
        ink = cv2.warpAffine(ink, turn, (width, height))
        if random.random() < 0.5:
            scan = random.uniform(0.35, 0.9)
            small = cv2.resize(ink, None, fx=scan, fy=scan, interpolation=cv2.INTER_AREA)
            ink = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
        ink = cv2.GaussianBlur(ink, (0, 0), random.uniform(0.4, 0.4 + 0.03 * letters))
        # Thin strokes lose their blackness where they are blurred; a scan's level follows them.
        ink = ink / max(0.3, float(np.quantile(ink[ink > 0.1], 0.8)) if (ink > 0.1).any() else 1.0)
        grain = random.normal(0, 1, (height // 2 + 1, width // 2 + 1)).astype(np.float32)
        ink = ink + random.uniform(0, 0.22) * cv2.resize(grain, (width, height))
        black = ink > random.uniform(0.25, 0.65)
        if random.random() < 0.3:
            patches = random.normal(0, 1, (height // 6 + 2, width // 6 + 2)).astype(np.float32)
            black &= cv2.resize(patches, (width, height)) < random.uniform(0.9, 2.2)
        black = _without_specks(black)
        self._add_strays(black)
        return np.where(black, 0, 255).astype(np.uint8)

    def _add_strays(self, black: npt.NDArray[np.bool_]) -> None:
        """Rests of fill lines and of the lines above and below, in place."""
        random, width = self._random, black.shape[1]
        rows = np.flatnonzero(black.any(axis=1))
        if len(rows) == 0:
            return
        if random.random() < 0.15:
            low = int(rows[0] + 0.75 * (rows[-1] - rows[0]))
            pace = int(random.integers(6, 16))
            part = slice(*sorted(random.integers(0, width, 2).tolist()))
            black[low : low + 3, part] |= (np.arange(width) % pace < 3)[part]
        if random.random() < 0.25:
            low = int(rows[0] + random.uniform(0.6, 1.1) * (rows[-1] - rows[0]))
            whole = random.random(width // 9 + 1) < random.choice([0.5, 0.9, 1.0])
            black[low : low + int(random.integers(1, 7))] |= np.repeat(whole, 9)[:width]


def _without_specks(black: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(black.astype(np.uint8))
    large = stats[:, cv2.CC_STAT_AREA] >= 5
    large[0] = False
    return np.asarray(large[labels])


def train(rows: Floats, truth: Floats, seed: int, rounds: int = 40) -> dict[str, Floats]:
    """Weights of the network by Adam on the cross entropy, features dropped at random."""
    random = np.random.default_rng(seed)
    mean = rows.mean(axis=0)
    scale = 1 / (rows.std(axis=0) + 0.02)
    rows = np.clip((rows - mean) * scale, -6, 6).astype(np.float32)
    sizes = {"first": (rows.shape[1], HIDDEN), "bias": (HIDDEN,)}
    sizes |= {"second": (HIDDEN, len(CLASSES)), "last": (len(CLASSES),)}
    w = {n: random.normal(0, (2 / s[0]) ** 0.5, s) * (len(s) > 1) for n, s in sizes.items()}
    first = {n: np.zeros(s) for n, s in sizes.items()}
    second = {n: np.zeros(s) for n, s in sizes.items()}
    step = 0
    for turn in range(rounds):
        rate = 1.5e-3 * 0.5 * (1 + np.cos(np.pi * turn / rounds)) + 1e-5
        for batch in np.array_split(random.permutation(len(rows)), len(rows) // 256):
            step += 1
            x = rows[batch] * (random.random((len(batch), rows.shape[1])) > 0.15)
            slopes = _slopes(x, truth[batch], w)
            for n, slope in slopes.items():
                slope = slope + 1e-4 * w[n]
                first[n] = 0.9 * first[n] + 0.1 * slope
                second[n] = 0.999 * second[n] + 0.001 * slope**2
                size = np.sqrt(second[n] / (1 - 0.999**step)) + 1e-8
                w[n] = w[n] - rate * first[n] / (1 - 0.9**step) / size
    return {"mean": mean, "scale": scale, **w}


def _slopes(x: Floats, truth: Floats, w: Mapping[str, Floats]) -> dict[str, Floats]:
    inner = x @ w["first"] + w["bias"]
    lit = np.maximum(0, inner)
    error = (softmax(lit @ w["second"] + w["last"]) - truth) / len(x)
    back = (error @ w["second"].T) * (inner > 0)
    return {
        "first": x.T @ back,
        "bias": back.sum(axis=0),
        "second": lit.T @ error,
        "last": error.sum(axis=0),
    }


def main(arguments: Sequence[str]) -> None:
    """Draw, train, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("fonts", type=Path, nargs="+", help="folders with the fonts")
    parser.add_argument("--words", type=Path, nargs="+", required=True, help="text in both scripts")
    parser.add_argument("--lines", type=int, default=30000, help="how many lines to draw")
    args = parser.parse_args(arguments)
    every = [w for path in args.words for w in _WORD.findall(path.read_text("utf-8"))]
    words = {
        "arabic": sorted({w for w in every if w[0] > "\u0600"}),
        "latin": sorted({w for w in every if w[0] <= "\u0600" and len(w) > 1}),
    }
    drawer = Drawer(find_fonts(args.fonts), words, 1)
    rows, truth = [], []
    for image, shares in (drawer.line() for _ in range(args.lines)):
        row = describe(image)
        if row is not None:
            rows.append(row)
            truth.append(shares)
    weights = train(np.stack(rows), np.stack(truth), 2)
    kept: dict[str, Any] = {
        name: np.asarray(w, np.float16 if w.ndim > 1 else np.float32) for name, w in weights.items()
    }
    np.savez_compressed(HERE / "script_weights.npz", **kept)


if __name__ == "__main__":
    main(sys.argv[1:])
