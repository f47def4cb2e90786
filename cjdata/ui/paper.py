"""The sections of the page of the committee's paper: made when asked for, kept frozen for ever."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd
import streamlit as st

from cjdata.charts import words
from cjdata.charts.progress_texts import overview_heading
from cjdata.reports.committee import Form, Paper, committee_paper, detail_of
from cjdata.reports.committee import rendered as paper_rendered
from cjdata.reports.committee.findings import model_of
from cjdata.reports.committee.frozen import FORMS, FrozenPaper, freeze, frozen_bytes, frozen_papers
from cjdata.ui import reads
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.on_demand import on_demand
from cjdata.ui.outcome import entered_or_said_why, show_outcome
from cjdata.ui.show import rendered
from cjdata.ui.twin import twin

SOURCE = "Papers in this store's ledger, as they were frozen"
FORM = "paper"
PREVIEW_HEIGHT = 720
MEDIA: dict[Form, str] = {"pdf": "application/pdf", "html": "text/html"}
MAKING = "Making the paper: rollout, forecast, figures and returns as known at the date"


@kept
def frozen(house: House) -> tuple[FrozenPaper, ...]:
    return frozen_papers(house.reader)


@kept
def paper(house: House, known_at: dt.date) -> Paper:
    return committee_paper(house.reader, house.catalogue, known_at, demo=house.store.demo)


@kept
def made(house: House, known_at: dt.date, form: Form) -> bytes:
    return paper_rendered(paper(house, known_at), form)


@kept
def heading(house: House, view: View) -> str:
    """The paper's own finding, and whether one is kept for this date."""
    model = model_of(house.catalogue).id
    status = reads.status_of(house, view.known_at, model)
    progress = reads.progress_of(house, view.known_at, model)
    below = f"The paper as known at {words.day(view.known_at)}, edition {house.reader.edition}."
    mine = [p for p in frozen(house) if p.known_at == view.known_at]
    if mine:
        below += f" One for this date was frozen on {words.day(mine[0].frozen_on)}."
    else:
        below += " None is frozen for this date."
    return rendered(
        "heading", title=overview_heading(status, progress, house.catalogue), below=below
    )


def preview(house: House, view: View) -> None:
    """The paper in the page; nothing of it is made until it is opened."""

    def read() -> None:
        with st.spinner(MAKING):
            page = made(house, view.known_at, "html").decode("utf-8")
        st.iframe(
            page, height=PREVIEW_HEIGHT,
            alt=f"The committee's paper as known at {words.day(view.known_at)}",
        )  # fmt: skip

    on_demand("Read the paper here", read, key="preview")


def downloads(house: House, view: View) -> None:
    """Both forms; each is made when its button is clicked."""
    with st.container(horizontal=True):
        for form in FORMS:
            st.download_button(
                f"Download as {form.upper()}",
                data=partial(made, house, view.known_at, form),
                file_name=f"committee-paper-{view.known_at}-{house.reader.edition}.{form}",
                mime=MEDIA[form],
                key=f"paper-{form}",
            )  # fmt: skip


def freezing(house: House, view: View) -> None:
    """The form that keeps the paper as it is now."""
    show_outcome(FORM)
    on_demand("Freeze this paper", lambda: _ask_to_freeze(house, view), key="freeze")


def _ask_to_freeze(house: House, view: View) -> None:
    with st.form("freeze-form", border=False):
        st.caption(
            "A frozen paper is kept in the ledger with its edition and never changes, whatever "
            "is loaded later."
        )
        by = st.text_input("Your name", key="freeze-by", max_chars=80, width=320)
        sure = st.checkbox("This is the paper to keep: it cannot be deleted", key="freeze-sure")
        sent = st.form_submit_button("Freeze it")
    if sent:
        _freeze(house, view, by, sure)


def _freeze(house: House, view: View, by: str, sure: bool) -> None:
    if not sure:
        st.error("Tick that this is the paper to keep; nothing was changed.")
        return
    if not by.strip():
        st.error("Say who freezes it; nothing was changed.")
        return

    def enter() -> str:
        with st.spinner(MAKING):
            forms = {form: made(house, view.known_at, form) for form in FORMS}
            detail = detail_of(paper(house, view.known_at), house.reader)
            done = freeze(house.store, detail, forms, by=by)
        return (
            f"Frozen as paper {done.number}: as known at {words.day(done.known_at)}, edition "
            f"{done.edition}."
        )

    entered_or_said_why(enter, FORM)


@kept
def frozen_list(house: House, view: View) -> str:
    """Every frozen paper of the store, whatever date is looked at."""
    rows = [
        {
            "number": p.number,
            "day": words.day(p.known_at),
            "address": f"authority-paper?known_at={p.known_at}",
            "edition": p.edition,
            "frozen_on": words.day(p.frozen_on),
            "by": p.by,
            "headline": p.headline,
            "here": p.known_at == view.known_at,
        }
        for p in frozen(house)
    ]
    return rendered("papers", rows=rows)


def frozen_downloads(house: House) -> None:
    """A frozen paper, byte for byte as it was kept."""
    papers = {p.number: p for p in frozen(house)}
    if not papers:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            "Frozen paper", list(papers), key="frozen-paper", width=320,
            format_func=lambda n: f"{n}: {words.day(papers[n].known_at)}",
        )  # fmt: skip
        chosen = papers[number if number in papers else next(iter(papers))]
        for form in FORMS:
            st.download_button(
                f"Frozen {form.upper()}",
                data=partial(frozen_bytes, house.store, chosen.number, form),
                file_name=f"committee-paper-{chosen.known_at}-{chosen.edition}-frozen.{form}",
                mime=MEDIA[form],
                key=f"frozen-{form}",
            )  # fmt: skip


def frozen_twin(house: House) -> None:
    """The list as a table to download, where there is one."""
    if frozen(house):
        twin(
            lambda: frozen_table(house),
            name="frozen-papers",
            source=SOURCE,
            label="The frozen papers as a table",
        )


def frozen_table(house: House) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "paper": p.number,
                "paper_known_at": p.known_at.isoformat(),
                "paper_edition": p.edition,
                "frozen_on": p.frozen_on.isoformat(),
                "by": p.by,
                "headline": p.headline,
            }
            for p in frozen(house)
        ]
    )
