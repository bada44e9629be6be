"""The desk's first page: what a person can do now, and the volumes that came last."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from archive.account import Right
from archive.catalogue_requests import RequestFilter
from archive.duplicate import PairState
from archive.issuing.search_order import SearchState
from archive.records import DeliveryStatus
from archive_api.desk_pages import Desk, OnDesk
from archive_api.shown_requests import TO_DO
from archive_api.signed_in import allowed

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_VOLUMES = 12
_UNDER_WAY = (DeliveryStatus.WAITING, DeliveryStatus.TAKEN, DeliveryStatus.READING)


@router.get("/", dependencies=[allowed(Right.FOLLOW)])
def start(desk: OnDesk) -> HTMLResponse:
    """What waits for this person, and how far the last volumes are."""
    volumes = []
    for record in desk.archive.catalogue.last_volumes(_VOLUMES):
        register = record.volume.register
        volumes.append(
            {
                "reference": str(record.volume),
                "address": f"/registers/{register}",
                "kind": register.kind.value,
                "year": register.year,
                "office": desk.office(register.office_code),
                "progress": desk.archive.catalogue.progress(record.volume),
            }
        )
    return desk.page("start.html", volumes=volumes, tasks=_tasks(desk))


def _tasks(desk: Desk) -> list[tuple[str, str, int]]:
    """Address, name and count of what this person may take up."""
    catalogue = desk.archive.catalogue
    tasks = []
    if desk.may(Right.ISSUE.value):
        counted = catalogue.count_requests(RequestFilter(states=TO_DO))
        tasks.append(("/counter", "requests", sum(counted.values())))
    if desk.may(Right.VERIFY.value):
        tasks.append(("/verify", "verify", sum(catalogue.queue_counts().values())))
    if desk.may(Right.DELIVER.value):
        tasks.append(("/deliver", "deliver", catalogue.count_deliveries(_UNDER_WAY)))
        sought = catalogue.count_search_orders()[SearchState.OPEN]
        tasks.append(("/search-orders", "search_orders", sought))
    if desk.may(Right.APPROVE_MENTION.value):
        tasks.append(("/mentions", "proposals", catalogue.count_proposals(but=desk.actor)))
    if desk.may(Right.DECIDE_DUPLICATE.value):
        tasks.append(("/duplicates", "duplicates", catalogue.count_pairs()[PairState.OPEN]))
    return tasks
