"""Submit: upload returns, see every fault and what would change, then accept."""

import streamlit as st

from cjdata.ui import submit, template, withdrawal
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
if files:
    submit.review_all(house, view, files)
template.offer(house, view)
if not files:
    show(submit.what_to_send(house))
withdrawal.take_back(house)
