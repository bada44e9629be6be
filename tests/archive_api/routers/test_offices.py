from fastapi.testclient import TestClient


def test_an_office_is_found_by_code_and_by_name_in_either_script(client: TestClient) -> None:
    one = client.get("/v1/offices/04.481.01.07").json()
    assert (one["name_fr"], one["name_ar"]) == ("Mechraa Bel Ksiri", "مشرع بلقصيري")
    assert one in client.get("/v1/offices", params={"name": "bel ksiri"}).json()
    assert one in client.get("/v1/offices", params={"name": "بلقصيري"}).json()


def test_an_unknown_office_is_a_problem(client: TestClient) -> None:
    assert client.get("/v1/offices/99.999.99.99").json()["code"] == "office_unknown"
