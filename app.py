"""The frame around every page: the page registry, then the line above the page, then the page."""

import streamlit as st

from cjdata.ui import frame

PAGES = (
    # section, address, title, script, parameters that stand in the address besides known_at
    ("", "", "Overview", "pages/overview/overview.py", ()),
    ("Rollout", "rollout-map", "Map", "pages/rollout/map.py", ("initiative",)),
    ("Rollout", "rollout-progress", "Progress", "pages/rollout/progress.py", ("initiative",)),
    ("Performance", "performance-borough", "Borough", "pages/performance/borough.py", ("unit",)),
    ("Returns", "returns-submit", "Submit", "pages/returns/submit.py", ()),
)

st.set_page_config(page_title="Bringing offenders to justice", page_icon="⚖", layout="wide")
sections: dict[str, list[st.Page]] = {}
parameters = {}
for section, address, title, script, names in PAGES:
    page = st.Page(script, title=title, url_path=address or None, default=not address)
    sections.setdefault(section, []).append(page)
    parameters[page.url_path] = names
current = st.navigation(sections, expanded=True)
frame.top(current.url_path, parameters[current.url_path])
current.run()
