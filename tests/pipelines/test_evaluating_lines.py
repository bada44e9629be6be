"""Line images measured by the engine that reading would choose."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from archive.register import FIRST_YEAR, LAST_YEAR
from pipelines.evaluating_lines import measure


@pytest.fixture
def sets(tmp_path):
    """One set of two printed lines, one of them a date, and a line whose image is lost."""
    folder = tmp_path / "fr_print_drawn"
    (folder / "lines").mkdir(parents=True)
    texts = ["Commune de Rabat", "17 avril 1933", "lost"]
    rows = ["name\tsource_image\tline_id\ttype\tw\th\ttext"]
    font = ImageFont.truetype("DejaVuSerif.ttf", 44)
    for name, text in enumerate(texts):
        rows.append(f"{name:05}\t-\t-\t-\t900\t80\t{text}")
        if text != "lost":
            image = Image.new("L", (900, 80), 255)
            ImageDraw.Draw(image).text((20, 10), text, fill=0, font=font)
            image.save(folder / "lines" / f"{name:05}.png")
    (folder / "index.tsv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_clear_print_is_read_without_error(sets, capsys):
    told = measure(sets, as_json=False)["lines"]["fr_print_drawn"]
    assert (told["lines"], told["exact"], told["rate"]) == (2, 2, 0.0)
    assert sum(told["engines"].values()) == 2
    assert "fr_print_drawn" in capsys.readouterr().out


def test_too_few_dates_give_no_share(sets):
    assert "dates" not in measure(sets, as_json=True)["lines"]["fr_print_drawn"]


def test_dates_are_looked_for_in_the_span_that_is_given_else_published_else_of_registers(sets):
    folder = sets / "fr_print_drawn"
    rows = (folder / "index.tsv").read_text("utf-8").splitlines()
    # One image for all: what counts is that there are enough lines that are a date.
    dated = [rows[2].replace("17 avril 1933", f"{day} avril 1933") for day in range(1, 22)]
    (folder / "index.tsv").write_text("\n".join([rows[0], *dated]), encoding="utf-8")

    def years(**options):
        return measure(sets, as_json=True, **options)["lines"]["fr_print_drawn"]["years"]

    assert years() == [FIRST_YEAR, LAST_YEAR]
    (folder / "years.txt").write_text("1930-1939\n", encoding="utf-8")
    assert years() == [1930, 1939]
    assert years(years=range(1902, 1914)) == [1902, 1913]
