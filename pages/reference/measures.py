"""Measures: what each figure means, how it may be read, and where it comes from."""

from cjdata.ui import measures
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
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


resent(page, here().house, here().view)
