"""Processing: arrest to charge to first hearing to disposal, files, young offenders."""

from cjdata.ui import flows, processing, trends
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.sending import send_chart
from cjdata.ui.show import rendered, show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    show(flows.heading(house, view, "processing"))
    flows.choose_unit(house, view)
    show(processing.durations(house, view))
    if said := processing.young_offenders(house, view):
        young = processing.young_view(view)
        chart, sentence = processing.young_chart(house, view)
        show(said)
        if chart is not None:
            send_chart(chart, key=f"young-{view.known_at}")
        show(rendered("note", text=sentence.removesuffix(".")))
        twin(lambda: trends.table(house, young), name="young-offenders", source=trends.SOURCE)
    show(flows.strands(house, view, "processing"), flows.said_of(house, view, "processing"))
    twin(
        lambda: flows.table(house, view, "processing"),
        name=f"processing-{view.unit}",
        source=flows.SOURCE,
        label="Every step as a table",
    )


resent(page, here().house, here().view)
