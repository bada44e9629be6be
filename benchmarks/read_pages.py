"""Reads page images and does nothing else with them: the reading alone, for the benchmark.

python benchmarks/read_pages.py WORKERS PAGE.png…
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def _begin() -> None:
    import cv2

    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)


def _read(path: str) -> int:
    import cv2

    from ocr.reading import read_page

    image = cv2.imread(path, cv2.IMREAD_COLOR)
    if image is None:
        raise FileNotFoundError(path)
    return sum(
        len(line.words) for region in read_page(image, None).regions for line in region.lines
    )


def main(workers: int, paths: list[str]) -> None:
    """Read every page, ``workers`` at a time."""
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin) as pool:
        for path, words in zip(paths, pool.map(_read, paths), strict=True):
            sys.stdout.write(f"{path}: {words} words\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
