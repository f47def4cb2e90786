"""Compare: one measure of all boroughs in a funnel and in places, and every measure in one map."""

import streamlit as st

from cjdata.charts.style import PLOTLY_CONFIG
from cjdata.ui import compare
from cjdata.ui.frame import here
from cjdata.ui.show import show
from cjdata.ui.twin import twin

house, view = here().house, here().view
name = f"{view.measure}-{view.grain}"

show(compare.heading(house, view))
compare.choices(house, view)
if drawn := compare.funnel(house, view):
    figure, sentence = drawn
    st.plotly_chart(
        figure, theme=None, key=f"funnel-{name}-{view.known_at}", config=PLOTLY_CONFIG, alt=sentence
    )
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
