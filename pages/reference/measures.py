"""Measures: what each figure means, how it may be read, and where it comes from."""

from cjdata.ui import measures
from cjdata.ui.frame import here
from cjdata.ui.show import show
from cjdata.ui.twin import twin

house, view = here().house, here().view

show(measures.heading(house, view))
measures.choose_measure(house, view)
show(
    measures.card(house, view),
    measures.caveats(house, view),
    measures.targets(house, view),
    measures.index(house, view),
)
twin(
    lambda: measures.table(house),
    name="measures",
    source=measures.SOURCE,
    label="Every definition as a table",
)
