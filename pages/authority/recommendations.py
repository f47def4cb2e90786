"""Recommendations: what became of each, who owns it, when it was last heard of."""

from cjdata.ui import recommendations
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    show(
        recommendations.heading(house, view) + recommendations.groups(house, view),
        recommendations.table_of_all(house, view),
    )
    twin(
        lambda: recommendations.table(house, view),
        name="recommendations",
        source=recommendations.SOURCE,
        label="The register as a table",
    )
    recommendations.choose_recommendation(house, view)
    show(recommendations.history(house, view))
    recommendations.enter(house, view)


resent(page, here().house, here().view)
