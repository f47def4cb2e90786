"""Borough: every measure of one borough beside London and its peers, with its rollout."""

from cjdata.ui import borough, borough_table, explained, outlook, peers, residents, signals
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    borough.choose_borough(house, view)
    peers.choose_peers(house, view)
    show(
        borough.heading(house, view),
        borough.cards(house, view),
        borough_table.standings_table(house, view),
    )
    twin(
        lambda: borough.standings_frame(house, view),
        name=f"borough-{view.unit}",
        source=borough.SOURCE,
        key="borough",
    )
    peers.name_group(house, view)
    show(outlook.of_borough(house, view), signals.of_borough(house, view))
    if signals.list_at(house, view).of_unit(view.unit):
        twin(
            lambda: signals.frame(house, view, view.unit),
            name=f"signals-{view.unit}",
            source=signals.SOURCE,
            label="These signals as a table",
            key="signals",
        )
    explained.of_borough(house, view)
    if said := residents.section(house, view):
        show(said)
        twin(
            lambda: residents.table(house, view),
            name=f"residents-{view.unit}",
            source=residents.source(house, view),
            label="What residents said, as a table",
            title=f"What residents of {house.catalogue.units[view.unit].name} said, as published",
            key="residents",
        )
    show(borough.rollout_rows(house, view))


resent(page, here().house, here().view)
