"""The desk on the page: review a file and accept it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from cjdata.charts import words
from cjdata.definitions.profiles import load_profile, profile_names
from cjdata.domain.errors import CjdataError
from cjdata.domain.profiles import Profile
from cjdata.domain.returns import Severity
from cjdata.intake.examination import Examined, examine
from cjdata.intake.foreign import read_files, with_copies_in_store
from cjdata.intake.returns import accept
from cjdata.returns.profile_periods import needs_a_period
from cjdata.returns.told_once import told_once
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.outcome import why_not
from cjdata.ui.resending import ASIDE
from cjdata.ui.show import plain, rendered, show
from cjdata.ui.twin import download

ROUND = f"{ASIDE}submit-round"
OUTCOMES = "submit-outcomes"
SHOWN_FAULTS = 25


def round_number() -> int:
    """Which empty upload box this is: a new one after each acceptance."""
    return int(st.session_state.get(ROUND, 0))


@kept
def heading(house: House) -> str:
    below = (
        "Nothing is accepted before you have seen every fault and what would change. An accepted "
        "return is kept with its file; a later one supersedes it, nothing is overwritten."
    )
    if house.store.demo:
        below += (
            " This is the demo store: whatever is loaded here is labelled illustrative. "
            "For real returns make a store of your own with 'python -m cjdata init DIR'."
        )
    return rendered("heading", title="Send returns and see every fault named", below=below)


def review_all(house: House, view: View, files: Sequence[Any]) -> None:
    """What is to be said of all files, asked once they are there, and each with its faults."""
    layout = _choose_layout(house)
    sender, known_on = _ask_sender(house, view)
    for file in files:
        _review(house, view, file, sender, known_on, layout)


def _choose_layout(house: House) -> str | None:
    """Whose layout the files have: this program's own, or that of another publisher."""
    names = {"": "A return of this program", **_layouts(house)}
    chosen = st.selectbox(
        "Layout of the files", list(names), format_func=names.__getitem__, key="layout",
        persist_state="page", width=360,
    )  # fmt: skip
    return chosen or None


@kept
def _layouts(house: House) -> dict[str, str]:
    return {name: load_profile(name, house.catalogue).label for name in profile_names()}


def _ask_sender(house: House, view: View) -> tuple[str, dt.date]:
    """Who sends, and on which day the returns count as known: in a demo store the day in view.

    Both stay for the next file.
    """
    with st.container(horizontal=True):
        sender = st.text_input(
            "Your name", key="sender", persist_state="page", width=260, max_chars=80
        )
        known_on = st.date_input(
            "Received on",
            value=_day(house, view),
            max_value=house.calendar.today,
            min_value=dt.date(2000, 1, 1),
            key=_day_box(house, view),
            persist_state="page",
            width=200,
            format="DD/MM/YYYY",
            help="The day from which the figures count as known. Earlier than today changes how "
            "past dates look; such late additions are listed as such.",
        )
    return sender.strip(), known_on


def _day(house: House, view: View) -> dt.date:
    return view.known_at if house.store.demo else house.calendar.today


def _day_box(house: House, view: View) -> str:
    return f"received-on-{_day(house, view)}"


def _review(
    house: House, view: View, file: Any, sender: str, known_on: dt.date, profile: str | None
) -> None:
    """Everything about one file, and the button that accepts it."""
    period = None
    if profile is not None and needs_a_period(_profile(house, profile), file.name):
        period = _ask_period(house, file, profile)
        if period is None:
            return
    examined = _examined(house, file, known_on, profile, period)
    show(_review_html(examined))
    _tables(examined, file.name)
    if not examined.accepted or not examined.new:
        return
    lost = 0 if examined.changes is None else len(examined.changes.withdrawn)
    sure = lost == 0 or st.checkbox(
        f"{_many(lost, 'row')} that stand now are left out of this file: withdraw them",
        key=f"sure-{file.file_id}",
    )
    if not sender:
        st.info("Give your name above: it is kept with the return.")
    st.caption(shown_from(known_on, view.known_at))
    boxes = (f"period-{file.file_id}", "sender", _day_box(house, view), "layout")
    seen = {box: st.session_state.get(box) for box in boxes}
    st.button(
        f"Accept {plain(file.name)}",
        key=f"accept-{file.file_id}",
        type="primary",
        disabled=not (sure and sender),
        on_click=_accept,
        args=(house, examined, sender, profile, period, seen),
    )


@kept
def _profile(house: House, name: str) -> Profile:
    return load_profile(name, house.catalogue)


def _ask_period(house: House, file: Any, profile: str) -> str | None:
    """What a file is for whose name does not tell; None until something readable is said."""
    text = st.text_input(
        f"{plain(file.name)} is for",
        key=f"period-{file.file_id}",
        placeholder="2014-04",
        width=260,
        max_chars=15,
        help="Its name tells no month with its year. What you say is kept with the return.",
    ).strip()
    if not text:
        st.info(f"Say which month {plain(file.name)} is for: its name does not tell.")
        return None
    try:
        _profile(house, profile).period.said(text)
    except CjdataError as error:
        st.error(plain(words.opening(str(error))))
        return None
    return text


def shown_from(known_on: dt.date, known_at: dt.date) -> str:
    """From which day on the pages will show what is accepted, and whether they do so here."""
    said = f"Once accepted it shows as known at {words.day(known_on)} and later."
    if known_on > known_at:
        said += (
            f" The pages stand at {words.day(known_at)} and will not show it: step to a later "
            "date, or change 'Received on'."
        )
    return said


def _examine(
    house: House,
    file: tuple[str, bytes],
    known_on: dt.date,
    profile: str | None,
    period: str | None,
) -> Examined:
    """The file against everything; with a profile also against copies in the store."""
    sheet = None
    if profile is not None:
        layout = _profile(house, profile)
        (sheet,) = read_files([file], layout, house.catalogue, period)
    examined = examine(
        house.reader, house.catalogue, file, known_on=known_on, today=house.calendar.today,
        sheet=sheet,
    )  # fmt: skip
    if sheet is None:
        return examined
    return with_copies_in_store(house.reader, house.catalogue, examined)


def _examined(
    house: House, file: Any, known_on: dt.date, profile: str | None, period: str | None
) -> Examined:
    """The file's examination, done once for each file, day and snapshot."""
    key = f"{ASIDE}examined {file.file_id} {known_on} {profile} {period} {house.key}"
    if key not in st.session_state:
        content = file.name, file.getvalue()
        st.session_state[key] = _examine(house, content, known_on, profile, period)
    found: Examined = st.session_state[key]
    return found


def _review_html(examined: Examined) -> str:
    errors = [f for f in examined.faults if f.severity is Severity.ERROR]
    warnings = [f for f in examined.faults if f.severity is Severity.WARNING]
    faults = told_once([*errors, *warnings])
    return rendered(
        "review",
        name=examined.name,
        verdict="refused as it is" if errors else "can be accepted",
        lines=[*_counts(len(errors), len(warnings)), *_changes(examined)],
        faults=faults[:SHOWN_FAULTS],
        more=max(len(faults) - SHOWN_FAULTS, 0),
    )


def _counts(errors: int, warnings: int) -> list[str]:
    if errors:
        return [f"{_many(errors, 'error')}: mend the file and upload it again; nothing is changed."]
    return [f"{_many(warnings, 'warning')}, which do not refuse the file."] if warnings else []


def _changes(examined: Examined) -> list[str]:
    changes = examined.changes
    if changes is None:
        return []
    if examined.already:
        held = ", ".join(examined.already[:3])
        return [f"The same content is loaded already ({held}): there is nothing to accept."]
    same = len(changes.returns) - len(examined.new)
    said = (
        f"Accepting it would enter {_many(len(examined.new), 'return')}: {len(changes.added)} rows "
        f"added, {len(changes.changed)} changed, {len(changes.withdrawn)} withdrawn by omission."
    )
    return [said, *([f"{_many(same, 'return')} in it stand already as they are."] if same else [])]


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _tables(examined: Examined, name: str) -> None:
    """All faults and all changes as tables, one step away."""
    parts: list[tuple[str, pd.DataFrame]] = []
    if examined.faults:
        parts.append(("All faults", pd.DataFrame([f.as_dict() for f in examined.faults])))
    if examined.changes is not None:
        changes = examined.changes
        parts += [
            (title, frame)
            for title, frame in (
                ("Rows added", changes.added),
                ("Rows changed", changes.changed),
                ("Rows withdrawn by omission", changes.withdrawn),
            )
            if len(frame)
        ]
    if not parts:
        return
    opened = st.expander("Faults and changes as tables", key=f"t-{name}", on_change="rerun")
    with opened:
        if opened.open:
            for title, frame in parts:
                st.caption(f"{title}: {len(frame):,}")
                st.dataframe(frame, hide_index=True)
                part = title.lower().replace(" ", "-")
                download(frame, name=f"{Path(name).stem}-{part}", source=f"{title} of {name}")


def _accept(
    house: House,
    examined: Examined,
    sender: str,
    profile: str | None,
    period: str | None,
    seen: Mapping[str, object],
) -> None:
    """Callback: enter the file; what happened is shown above the upload box.

    Who writes in a box and goes straight to the button clicks what was made of the box before:
    nothing is entered unless the boxes hold what was `seen` then.
    """
    if any(st.session_state.get(box) != held for box, held in seen.items()):
        say(f"{examined.name}: what is said of it has changed; read it over and accept it again",
             done=False)  # fmt: skip
        return
    try:
        outcome = accept(house.store, examined, by=sender, profile=profile, period=period)
        said = outcome.sentence
        if outcome.return_ids:
            said += f" ({_span(outcome.return_ids)})"
        say(said, done=outcome.accepted)
    except (CjdataError, OSError) as error:
        say(why_not(error), done=False)
    st.session_state[ROUND] = round_number() + 1


def _span(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def say(text: str, *, done: bool) -> None:
    """Keep what a click did for the page that is made after it."""
    st.session_state.setdefault(OUTCOMES, []).append((text, done))


def show_outcomes() -> None:
    """What the last clicks did, once."""
    for text, done in st.session_state.pop(OUTCOMES, []):
        (st.success if done else st.error)(plain(text))


@kept
def what_to_send(house: House) -> str:
    """The collections, who reports them and what they hold; whose files are read besides."""
    catalogue = house.catalogue
    rows = [
        {
            "label": collection.label,
            "who": f"each {collection.reported_by.label}, by {collection.frequency}",
            "due": f"{collection.due_days} days" if collection.owed else "published",
            "components": ", ".join(
                c.id for c in catalogue.components.values() if collection.id in c.collections
            ),
        }
        for collection in catalogue.collections.values()
    ]
    return rendered("collections", rows=rows, others=words.listing([*_layouts(house).values()]))
