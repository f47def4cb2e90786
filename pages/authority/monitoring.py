"""Monitoring: reviews due and held, decisions, what changed since you last met, judgements."""

from cjdata.ui import monitoring, monitoring_forms, since_met
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import Table, twins


def page(house: House, view: View) -> None:
    show(
        monitoring.heading(house, view)
        + monitoring.cards(house, view)
        + monitoring.reviews(house, view)
        + monitoring.decisions(house, view)
    )
    since_met.choose_earlier(house, view)
    show(since_met.since_you_met(house, view))
    twins(
        "Figures that differ, and every review, as tables",
        Table(
            lambda: since_met.since_table(house, view),
            name="since",
            source=since_met.SOURCE,
            title="Figures that differ since you last met",
        ),
        Table(
            lambda: monitoring.reviews_table(house, view),
            name="reviews",
            source=monitoring.SOURCE,
            title="Reviews of the plan",
        ),
    )
    show(monitoring.aims(house, view) + monitoring.judgements(house, view))
    monitoring_forms.enter(house, view)


resent(page, here().house, here().view)
