"""Rollout progress: live boroughs over time against every plan and the target."""

import streamlit as st

from cjdata.charts.rollout_tables import progress_table
from cjdata.ui import plan, reads, rollout
from cjdata.ui.frame import here
from cjdata.ui.show import rendered, show
from cjdata.ui.twin import twin

house, view = here().house, here().view
progress = reads.progress_of(house, view.known_at, view.initiative)
figure, sentence = rollout.progress_chart(house, view)

show(rollout.progress_heading_of(house, view))
rollout.choose_initiative(house, view)
st.plotly_chart(
    figure,
    theme=None,
    key=f"progress-{view.initiative}-{view.known_at}",
    config={"displayModeBar": False},
    alt=sentence,
)
show(rendered("note", text=rollout.SOURCE))
twin(lambda: progress_table(progress, house.catalogue), name="progress", source=rollout.SOURCE)
show(plan.in_short(house, view))
