"""Charging: from the file submitted to the decision, and the lawyers at the charging sites."""

from cjdata.ui import flows
from cjdata.ui.frame import here
from cjdata.ui.show import show
from cjdata.ui.twin import twin

house, view = here().house, here().view

show(flows.heading(house, view, "charging"))
flows.choose_unit(house, view)
show(flows.strands(house, view, "charging"))
twin(
    lambda: flows.table(house, view, "charging"),
    name=f"charging-{view.unit}",
    source=flows.SOURCE,
    label="Every step as a table",
)
