"""Taking a return back that should not have been sent."""

from __future__ import annotations

import streamlit as st

from cjdata.domain.errors import CjdataError
from cjdata.intake.withdrawals import withdraw
from cjdata.ui.house import House
from cjdata.ui.on_demand import on_demand
from cjdata.ui.outcome import why_not
from cjdata.ui.submit import say


def take_back(house: House) -> None:
    """A form, folded away."""
    on_demand("Take a return back", lambda: _take_back(house), key="take-back")


def _take_back(house: House) -> None:
    with st.form("withdraw", border=False):
        return_id = st.text_input("Return", placeholder="R12-3", key="withdraw-id", max_chars=40)
        why = st.text_input("Why", key="withdraw-why", max_chars=300)
        by = st.text_input("Your name", key="withdraw-by", max_chars=80, width=260)
        sent = st.form_submit_button("Withdraw it")
    if not sent:
        return
    if not by.strip():
        st.info("Give your name: it is kept with the withdrawal.")
        return
    try:
        done = withdraw(house.store, return_id.strip(), why=why, by=by.strip())
        say(done.sentence, done=True)
    except (CjdataError, OSError) as error:
        say(why_not(error), done=False)
    st.rerun()
