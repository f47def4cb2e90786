"""Rollout progress: live boroughs over time against every plan and the target."""

from cjdata.charts.rollout_tables import progress_table
from cjdata.ui import plan, reads, rollout
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.sending import send_chart
from cjdata.ui.show import rendered, show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    progress = reads.progress_of(house, view.known_at, view.initiative)
    chart = rollout.progress_chart(house, view)

    show(rollout.progress_heading_of(house, view))
    rollout.choose_initiative(house, view)
    send_chart(chart, key=f"progress-{view.initiative}-{view.known_at}")
    show(rendered("note", text=rollout.SOURCE))
    twin(lambda: progress_table(progress, house.catalogue), name="progress", source=rollout.SOURCE)
    show(plan.in_short(house, view))


resent(page, here().house, here().view)
