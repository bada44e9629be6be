"""Which folders and zips below a path are deliveries."""

from pipelines.delivery_files import find_deliveries


def test_a_delivery_is_found_at_its_own_path(folder, zipped):
    whole, zipped_one = folder("a", {"1.jpg": b"x"}), zipped("b.zip", {"1.jpg": b"x"})
    assert find_deliveries(whole) == [whole]
    assert find_deliveries(zipped_one) == [zipped_one]


def test_deliveries_are_found_at_any_depth_and_folders_of_them_are_none(folder, tmp_path):
    root = tmp_path / "delivered"
    deep, near = folder("north/office/1", {"1.jpg": b"x"}), folder("south", {"p/1.jpg": b"x"})
    packed = root / "north" / "2.zip"
    packed.touch()
    (root / "truth").mkdir()
    (root / "truth" / "1.json").write_text("{}")
    (root / "north" / "sheet.pdf").touch()
    assert find_deliveries(root) == [packed, deep, near]


def test_scans_without_a_manifest_are_found_so_that_they_are_refused(folder, tmp_path):
    whole = folder("whole", {"1.jpg": b"x"})
    forgotten = tmp_path / "delivered" / "forgotten"
    forgotten.mkdir()
    (forgotten / "1.jp2").touch()
    assert find_deliveries(tmp_path / "delivered") == [forgotten, whole]
    assert find_deliveries(forgotten) == [forgotten]


def test_a_link_that_leads_back_is_not_followed_for_ever(folder, tmp_path):
    whole = folder("whole", {"1.jpg": b"x"})
    (tmp_path / "delivered" / "again").symlink_to(tmp_path / "delivered")
    assert find_deliveries(tmp_path / "delivered") == [whole]


def test_a_folder_without_any_is_judged_itself(tmp_path):
    assert find_deliveries(tmp_path) == [tmp_path]
