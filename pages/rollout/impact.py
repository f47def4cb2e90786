"""Rollout impact: what one initiative did to one measure where it is in place."""

from cjdata.charts.impact_tables import impact_table
from cjdata.ui import impact, rollout
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.sending import send_chart
from cjdata.ui.show import show
from cjdata.ui.twin import download, twin


def page(house: House, view: View) -> None:
    told = impact.found(house, view)

    show(impact.heading(house, view))
    rollout.choose_initiative(house, view)
    impact.choose_measure(house, view)
    if told.by_event_time:
        key = f"impact-{view.initiative}-{view.measure}-{view.known_at}"
        send_chart(impact.chart(house, view), key=key)
        twin(lambda: impact_table(told, demo=house.store.demo), name="impact", source=impact.SOURCE)
    show(impact.checks(house, view))
    if told.boroughs:
        show(impact.boroughs(house, view))
        twin(
            lambda: impact.boroughs_frame(house, told),
            name="before-and-after",
            source=impact.OWN_SOURCE,
            label="Before and after as a table",
        )
    show(impact.plan(house, view))
    every = impact.show_overview(house, view)
    if every is not None:
        download(every, name="impact-of-all", source=impact.SOURCE)


resent(page, here().house, here().view)
