"""Overview: where the rollout stands, what the figures say, which returns are outstanding."""

from cjdata.ui import overview, signals
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import beside, show
from cjdata.ui.twin import twin

MODEL = "justice-for-london-model"


def page(house: House, view: View) -> None:
    show(
        overview.heading(house, view, MODEL),
        overview.cards(house, view, MODEL),
        overview.who_has_what(house, view),
    )
    twin(
        lambda: overview.rollout(house, view),
        name="rollout",
        source="Papers to the Planning, Performance and Review Committee and the inspection report",
        label="Who has what, as a table",
    )
    show(beside(overview.headlines(house, view), overview.to_decide(house, view, MODEL)))
    twin(
        lambda: overview.headline_table(house, view),
        name="headlines",
        source=overview.RETURNS,
        label="London's figures as a table",
    )
    show(signals.of_all(house, view))
    if signals.list_at(house, view).looked_at:
        twin(
            lambda: signals.frame(house, view),
            name="signals",
            source=signals.SOURCE,
            label="Signals as a table",
        )


resent(page, here().house, here().view)
