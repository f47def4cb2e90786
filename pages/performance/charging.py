"""Charging: from the file submitted to the decision, and the lawyers at the charging sites."""

from cjdata.ui import charging, flows
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    show(flows.heading(house, view, "charging"))
    flows.choose_unit(house, view)
    show(flows.strands(house, view, "charging"), flows.said_of(house, view, "charging"))
    twin(
        lambda: flows.table(house, view, "charging"),
        name=f"charging-{view.unit}",
        source=flows.SOURCE,
        label="Every step as a table",
    )
    if cover := charging.by_borough(house, view):
        show(cover)
        twin(
            lambda: charging.cover_table(house, view),
            name="charging-cover",
            source=flows.SOURCE,
            label="Cover by borough as a table",
        )
    show(charging.sites(house, view))


resent(page, here().house, here().view)
