"""Submit: upload returns, see every fault and what would change, then accept."""

import streamlit as st

from cjdata.ui.frame import here

st.write(here().house.store.root)
