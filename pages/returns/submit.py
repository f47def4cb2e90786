"""Submit: upload returns, see every fault and what would change, then accept."""

import streamlit as st

from cjdata.ui import submit, template
from cjdata.ui.frame import here
from cjdata.ui.show import show

house, view = here().house, here().view

show(submit.heading(house))
submit.show_outcomes()
files = st.file_uploader(
    "Returns as CSV or Excel: unit, period, component, value and, where they apply, "
    "court_tier, court, reason, note",
    accept_multiple_files=True,
    key=f"upload-{submit.round_number()}",
)
layout = submit.choose_layout(house)
sender, known_on = submit.ask_sender(house, view)
for file in files or ():
    submit.review(house, view, file, sender, known_on, layout)
template.offer(house, view)
if not files:
    show(submit.what_to_send(house))
submit.take_back(house, sender)
