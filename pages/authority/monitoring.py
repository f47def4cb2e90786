"""Monitoring: reviews due and held, decisions, what changed since you last met, judgements."""

from cjdata.ui import monitoring, since_met
from cjdata.ui.frame import here
from cjdata.ui.show import show
from cjdata.ui.twin import twin

house, view = here().house, here().view

show(
    monitoring.heading(house, view)
    + monitoring.cards(house, view)
    + monitoring.reviews(house, view)
    + monitoring.decisions(house, view)
)
twin(
    lambda: monitoring.reviews_table(house, view),
    name="reviews",
    source=monitoring.SOURCE,
    label="The reviews as a table",
)
monitoring.forms(house, view)
since_met.choose_earlier(house, view)
show(since_met.since_you_met(house, view))
twin(
    lambda: since_met.since_table(house, view),
    name="since",
    source=since_met.SOURCE,
    label="The figures that differ as a table",
)
show(monitoring.aims(house, view) + monitoring.judgements(house, view))
monitoring.later_forms(house, view)
