"""Trials: what became of those listed, why, who can do something about it, what changed."""

from cjdata.ui import trials, trials_table
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin

INEFFECTIVE, CRACKED = 0, 1


def page(house: House, view: View) -> None:
    show(trials.heading(house, view))
    trials.choose_whose(house, view)
    trials.choose_periods(house, view)
    show(
        trials.cards(house, view),
        trials.said_of(house, view),
        trials.outcomes(house, view),
        trials.who(house, view, INEFFECTIVE),
        trials.why(house, view, INEFFECTIVE),
        trials.why(house, view, CRACKED),
    )
    twin(
        lambda: trials_table.table(house, view),
        name=f"trials-{trials.unit_of(view)}",
        source=trials.SOURCE,
        label="Every outcome and reason as a table",
    )
    show(trials.caveats(house, view))


resent(page, here().house, here().view)
