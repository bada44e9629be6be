"""What a century and a scanning clerk do to a sheet: stains, shadow, curl, skew, blur."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Light = NDArray[np.float32]
_SCANNER_BED = (118, 118, 122)


def age(sheet: Picture, back: Picture | None, level: float, noise: np.random.Generator) -> Picture:
    """Age ``sheet`` (RGB) by ``level``, 0 (kept flat and dry) to 1; ``back`` shows through."""
    paper: Light = sheet.astype(np.float32) / np.float32(255)
    if back is not None:
        behind = cv2.GaussianBlur(back[:, ::-1].copy(), (0, 0), 4).astype(np.float32) / 255
        paper *= 1 - 0.22 * level * (1 - behind)
    paper = _faded(paper, level, noise)
    paper *= _mottled(paper.shape[:2], 0.02 + 0.1 * level, noise)
    for _ in range(noise.poisson(2.2 * level)):
        paper *= _stain(paper.shape[:2], noise)
    paper *= _shadow(paper.shape[1], 0.08 + 0.3 * level, noise)
    grain = noise.normal(0, 0.006 + 0.008 * level, paper.shape[:2]).astype(np.float32)
    return np.asarray(np.clip((paper + grain[..., None]) * 255, 0, 255), np.uint8)


def scan(sheet: Picture, level: float, noise: np.random.Generator) -> Picture:
    """Lay ``sheet`` on the scanner: curled near the spine, skewed, a little out of focus."""
    height, width = sheet.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    lift = level * noise.uniform(4, 24) * width / 2480
    wave = np.sin(x / width * np.pi * noise.uniform(0.8, 1.6) + noise.uniform(0, 2))
    curled = cv2.remap(
        sheet,
        x,
        (y + lift * wave).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    angle = noise.normal(0, 0.25 + 1.0 * level)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.clip(angle, -2.5, 2.5)), 1)
    flat = cv2.warpAffine(
        curled, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=_SCANNER_BED
    )
    blurred = cv2.GaussianBlur(flat, (0, 0), 0.5 + 0.7 * level)
    return np.asarray(blurred, np.uint8)


def opened(left: Picture, right: Picture) -> Picture:
    """Two facing pages as one picture, with the fold's shadow between them."""
    both = np.concatenate([left, right], axis=1).astype(np.float32)
    distance = np.abs(np.arange(both.shape[1]) - left.shape[1]) / left.shape[1]
    both *= (1 - 0.45 * np.exp(-((distance / 0.03) ** 2))).astype(np.float32)[None, :, None]
    return both.astype(np.uint8)


def _faded(paper: Light, level: float, noise: np.random.Generator) -> Light:
    strength = 1 - level * noise.uniform(0.1, 0.45)
    patches = _clouds(paper.shape[:2], 5, noise)
    keep = strength + (1 - strength) * patches
    bright = paper.max(axis=(0, 1), keepdims=True)
    return np.asarray(bright - (bright - paper) * keep[..., None], np.float32)


def _mottled(shape: tuple[int, ...], depth: float, noise: np.random.Generator) -> Light:
    yellow = np.array([0.6, 0.9, 1.6], np.float32) * depth
    return np.asarray(1 - _clouds(shape, 9, noise)[..., None] * yellow, np.float32)


def _stain(shape: tuple[int, ...], noise: np.random.Generator) -> Light:
    height, width = shape[:2]
    y, x = (axis.astype(np.float32) for axis in np.ogrid[:height, :width])
    radius = noise.uniform(0.02, 0.08) * width
    away = np.hypot(x - noise.uniform(0, width), y - noise.uniform(0, height)) / radius
    ragged = away + 0.35 * (_clouds(shape, 14, noise) - 0.5)
    blot = np.clip(1.2 - ragged, 0, 1) * noise.uniform(0.05, 0.2)
    return np.asarray(1 - blot[..., None] * np.array([0.6, 0.9, 1.5], np.float32), np.float32)


def _shadow(width: int, depth: float, noise: np.random.Generator) -> Light:
    ramp = np.linspace(0, 1, width, dtype=np.float32)
    if noise.random() < 0.5:
        ramp = ramp[::-1]
    return np.asarray(1 - depth * np.exp(-ramp / 0.06), np.float32)[None, :, None]


def _clouds(shape: tuple[int, ...], cells: int, noise: np.random.Generator) -> Light:
    coarse = noise.random((cells * 3 // 2, cells)).astype(np.float32)
    fine = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(fine, 0, 1), np.float32)
