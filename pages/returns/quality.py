"""Quality of returns: who sent what when, what is outstanding, what was corrected."""

from cjdata.ui import returns_quality
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    show(
        returns_quality.heading(house, view),
        returns_quality.collections(house, view),
        returns_quality.outstanding(house, view),
        returns_quality.reminder_heading(house, view),
    )
    returns_quality.reminders(house, view)
    returns_quality.choose_collection(house, view)
    show(
        returns_quality.arrivals(house, view),
        returns_quality.corrections(house, view),
    )
    twin(
        lambda: returns_quality.table(house, view),
        name="returns",
        source=returns_quality.SOURCE,
        label="Every return as a table",
    )
    twin(
        lambda: returns_quality.warnings(house, view),
        name="warnings",
        source=returns_quality.SOURCE,
        label="Warnings that returns were accepted with",
        title="Warnings that returns were accepted with",
    )


resent(page, here().house, here().view)
