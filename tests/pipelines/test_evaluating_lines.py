"""Line images measured by the engine that reading would choose."""

import pytest
from PIL import Image, ImageDraw, ImageFont

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
