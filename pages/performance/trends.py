"""Trends: one measure of one unit over time, and what it is made of by court and by reason."""

from cjdata.charts.style import with_picture
from cjdata.ui import control, explained, outlook, pareto, rebases, trends
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
    if by_court := trends.courts(house, view):
        show(by_court)
        twin(
            lambda: trends.courts_frame(house, view),
            name=f"courts-{name}",
            source=trends.SOURCE,
            label="Every court as a table",
            key="courts",
        )
    if by_reason := trends.reasons(house, view):
        show(by_reason, pareto.of_reasons(house, view))
        twin(
            lambda: pareto.table(house, view),
            name=f"reasons-{name}",
            source=trends.SOURCE,
            label="Every reason as a table",
            key="reasons",
        )
    show(
        outlook.of_pairs(house, view) if of_returns else "",
        outlook.of_target(house, view) if of_returns else "",
        trends.context(house, view),
    )


resent(page, here().house, here().view)
