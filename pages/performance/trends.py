"""Trends: one measure of one unit over time, and what it is made of by court and by reason."""

from cjdata.charts.style import with_picture
from cjdata.ui import control, explained, outlook, rebases, trend_parts, trends
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.sending import send_chart
from cjdata.ui.show import rendered, show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    name = f"{view.measure}-{view.unit}-{view.grain}"
    show(trends.heading(house, view))
    trends.choices(house, view)
    chart, sentence = trends.figure(house, view)
    if chart is not None:
        send_chart(chart, key=f"trend-{name}-{view.known_at}", config=with_picture(f"trend-{name}"))
    show(
        rendered("note", text=sentence.removesuffix(".")),
        control.verdicts(house, view),
        trends.step_by_step(house, view),
    )
    twin(
        lambda: trends.table(house, view),
        name=f"trend-{name}",
        source=trends.source(house, view),
        key="trend",
    )
    if of_returns := trends.of_returns(house, view):
        control.multiples(house, view)
        rebases.form(house, view, name)
        explained.of_trend(house, view, name)
    if parts := trend_parts.parts(house, view):
        show(parts)
        trend_parts.tables(house, view, name)
    show(
        outlook.of_pairs(house, view) if of_returns else "",
        outlook.of_target(house, view) if of_returns else "",
        trends.context(house, view),
    )


resent(page, here().house, here().view)
