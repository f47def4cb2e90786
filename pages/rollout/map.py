"""Rollout map: the 32 boroughs by stage for one initiative and date."""

from cjdata.charts.rollout_tables import claims_table, stage_matrix, unit_table
from cjdata.ui import reads, rollout
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    statuses = reads.statuses(house, view.known_at)
    status = reads.status_of(house, view.known_at, view.initiative)

    show(rollout.map_heading_of(house, view))
    rollout.choose_initiative(house, view)
    show(
        rollout.stepper(house, view),
        rollout.maps(house, view),
    )
    twin(lambda: unit_table(status, house.catalogue), name="boroughs", source=rollout.SOURCE)
    show(rollout.claims(house, view))
    twin(
        lambda: claims_table(statuses, house.catalogue),
        name="claims",
        source=rollout.SOURCE,
        label="Who said what, of every initiative, as a table",
    )
    show(rollout.matrix(house, View(known_at=view.known_at)))
    twin(
        lambda: stage_matrix(statuses, house.catalogue),
        name="matrix",
        source=rollout.SOURCE,
        label="Every initiative in every borough, as a table",
    )


resent(page, here().house, here().view)
