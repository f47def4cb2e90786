"""Rollout forecast: the chance of the target date, and how the forecast moved with each report."""

from cjdata.ui import forecast, forecast_parts, rollout
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    show(forecast.heading(house, view))
    rollout.choose_initiative(house, view)
    show(
        forecast.cards(house, view) + forecast.decision(house, view),
        forecast.history(house, view),
    )
    twin(lambda: forecast.table(house, view), name="forecast", source=forecast.SOURCE)
    twin(
        lambda: forecast_parts.programme_table(house, view),
        name="forecast-programme",
        source=forecast.SOURCE,
        label="Every initiative, and the programme as a whole",
    )
    show(forecast_parts.boroughs(house, view) + forecast_parts.logged(house, view))
    twin(
        lambda: forecast_parts.boroughs_table(house, view),
        name="forecast-boroughs",
        source=forecast.SOURCE,
        label="Every borough as a table",
    )


resent(page, here().house, here().view)
