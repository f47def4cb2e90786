"""The frame around every page: the page registry, then the line above the page, then the page.

The server imports this file once, as its application, and Streamlit runs it anew, as a script,
for every visitor's click.
"""

import gc

import streamlit as st

if __name__ != "__main__":
    gc.disable()  # until `server.lifespan` has loaded everything: none of that is garbage
    from cjdata.ui.later import put_off

    with put_off():
        from cjdata.ui import replaced, server

    replaced.replace()
else:
    from cjdata.ui import delivery, frame, navigation

PAGES = (
    # section, address, title, script, parameters that stand in the address besides known_at
    ("", "", "Overview", "pages/overview/overview.py", ()),
    ("Rollout", "rollout-map", "Map", "pages/rollout/map.py", ("initiative",)),
    ("Rollout", "rollout-progress", "Progress", "pages/rollout/progress.py", ("initiative",)),
    ("Rollout", "rollout-plan", "Plan", "pages/rollout/plan.py", ("initiative",)),
    ("Rollout", "rollout-forecast", "Forecast", "pages/rollout/forecast.py", ("initiative",)),
    ("Rollout", "rollout-impact", "Impact", "pages/rollout/impact.py", ("initiative", "measure")),
    ("Performance", "performance-borough", "Borough",
     "pages/performance/borough.py", ("unit", "peers")),
    ("Performance", "performance-trends", "Trends",
     "pages/performance/trends.py", ("measure/returns", "unit/measure", "grain/usual", "reason",
                                   "beside")),
    ("Performance", "performance-compare", "Compare",
     "pages/performance/compare.py", ("measure/boroughs", "grain")),
    ("Performance", "performance-trials", "Trials",
     "pages/performance/trials.py", ("unit/london", "court", "period", "against")),
    ("Performance", "performance-charging", "Charging",
     "pages/performance/charging.py", ("unit/london",)),
    ("Performance", "performance-witness", "Witness care",
     "pages/performance/witness.py", ("unit/london",)),
    ("Performance", "performance-processing", "Processing",
     "pages/performance/processing.py", ("unit/london",)),
    ("Authority", "authority-recommendations", "Recommendations",
     "pages/authority/recommendations.py", ("recommendation",)),
    ("Authority", "authority-monitoring", "Monitoring",
     "pages/authority/monitoring.py", ("since",)),
    ("Authority", "authority-paper", "Paper", "pages/authority/paper.py", ()),
    ("Returns", "returns-submit", "Submit", "pages/returns/submit.py", ()),
    ("Returns", "returns-quality", "Quality", "pages/returns/quality.py", ("collection",)),
    ("Reference", "reference-measures", "Measures", "pages/reference/measures.py", ("measure",)),
)  # fmt: skip

if __name__ != "__main__":
    app = st.App(
        __file__, lifespan=server.lifespan, routes=server.ROUTES, on_script_error=server.on_error
    )
else:
    with delivery.together():
        current = st.navigation(navigation.sections(PAGES), expanded=True)
        if frame.top(current.url_path, {address: names for _, address, _, _, names in PAGES}):
            current.run()
