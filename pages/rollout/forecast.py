"""Rollout forecast: the chance of the target date, and how the forecast moved with each report."""

from cjdata.ui import forecast, rollout
from cjdata.ui.frame import here
from cjdata.ui.show import show
from cjdata.ui.twin import twin

house, view = here().house, here().view

show(forecast.heading(house, view))
rollout.choose_initiative(house, view)
show(forecast.cards(house, view))
show(forecast.history(house, view))
twin(lambda: forecast.table(house, view), name="forecast", source=forecast.SOURCE)
show(forecast.decision(house, view))
