"""Compare: one measure of all boroughs in a funnel and in places, and every measure in one map."""

from cjdata.ui import compare
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.sending import send_chart
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    name = f"{view.measure}-{view.grain}"
    show(compare.heading(house, view))
    compare.choices(house, view)
    if drawn := compare.funnel(house, view):
        send_chart(drawn, key=f"funnel-{name}-{view.known_at}")
    show(compare.funnel_note(house, view))
    twin(lambda: compare.funnel_frame(house, view), name=f"funnel-{name}", source=compare.SOURCE)
    show(compare.heat(house, view))
    twin(
        lambda: compare.heat_frame(house, view),
        name=f"map-{view.grain}",
        source=compare.SOURCE,
        label="The map as a table",
    )
    if places := compare.ranks(house, view):
        show(places)


resent(page, here().house, here().view)
