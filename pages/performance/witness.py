"""Witness care: who was required and came, whose needs were asked, which trials were lost."""

from cjdata.ui import flows, witness
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    show(flows.heading(house, view, "witness"))
    flows.choose_unit(house, view)
    show(
        flows.strands(house, view, "witness"),
        witness.lost_for_witnesses(house, view),
        flows.said_of(house, view, "witness", witness.LOST),
    )
    twin(
        lambda: flows.table(house, view, "witness"),
        name=f"witness-{view.unit}",
        source=flows.SOURCE,
        label="Every step as a table",
    )
    twin(
        lambda: witness.lost_table(house, view),
        name=f"lost-for-witnesses-{view.unit}",
        source=flows.SOURCE,
        label="Trials lost for want of a witness as a table",
    )


resent(page, here().house, here().view)
