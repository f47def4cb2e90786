"""The choice of boroughs to compare with, and the form that names a group by hand."""

from __future__ import annotations

import streamlit as st

from cjdata.analysis.figures.peers import (
    COVARIATES,
    PeerGroup,
    chosen_peers,
    first_named,
    peer_groups,
)
from cjdata.charts import words
from cjdata.domain.peers import NEAREST, SUBREGION
from cjdata.intake.peers import LONGEST_NAME, name_peers
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.on_demand import on_demand
from cjdata.ui.outcome import entered_or_said_why, show_outcome

FORM = "peers"


@kept
def groups_of(house: House, view: View) -> dict[str, PeerGroup]:
    return peer_groups(house.reader, house.catalogue, view.known_at)


@kept
def peers_of(house: House, view: View) -> tuple[str, ...]:
    """The boroughs that the view compares its own with."""
    return chosen_peers(house.reader, house.catalogue, view.unit, view.peers, view.known_at)


def choose_peers(house: House, view: View) -> None:
    """Sub-region, nearest boroughs, or a group that somebody named."""
    names = {
        SUBREGION: "Same sub-region",
        NEAREST: "Nearest boroughs (no official family)",
        **{group.id: group.name for group in groups_of(house, view).values()},
    }
    choose(view, "peers", "Compared with", names, width=300)


@kept
def peers_words(house: House, view: View) -> str:
    """Which boroughs the peers are, why, and that they are no official family."""
    found = [house.catalogue.units[p].name for p in peers_of(house, view)]
    listing = words.listing(found) if found else "none"
    if view.peers == NEAREST:
        return (
            f"Peers: the {words.number(len(found))} nearest boroughs ({listing}), not an official "
            f"family: nearest by {COVARIATES}."
        )
    group = groups_of(house, view).get(view.peers)
    if group is not None:
        named = f"named by {group.said_by}"
        named += f" on {words.day(group.known_on)}" if group.known_on else ""
        because = f": {group.evidence.rstrip('.')}" if group.evidence else ""
        return (
            f"Peers: the group '{group.name}' ({listing}), {named}, "
            f"not an official family{because}."
        )
    region = house.catalogue.units[view.unit].subregion
    return _not_yet_named(house, view) + (
        f"Peers: the other boroughs of the London Plan 2004 {region} sub-region ({listing}), "
        "not an official family."
    )


def _not_yet_named(house: House, view: View) -> str:
    """Why the group in the address is not compared with: it was named after this date."""
    group = first_named(house.reader, view.peers, house.calendar.today)
    if group is None or group.known_on is None:
        return ""
    return (
        f"The group '{group.name}' exists from {words.day(group.known_on)} on; the sub-region "
        "stands in for it on this earlier date. "
    )


def name_group(house: House, view: View) -> None:
    """The form that names a group; nothing of it is made until it is opened."""
    show_outcome(FORM)
    on_demand("Name a group of boroughs", lambda: _fill_in(house, view), key="name-peers")


def _fill_in(house: House, view: View) -> None:
    names = {u.id: u.name for u in house.catalogue.boroughs}
    with st.form("peers", border=False):
        name = st.text_input("Name of the group", key="peers-name", max_chars=LONGEST_NAME)
        units = st.multiselect(
            "Boroughs", list(names), format_func=names.__getitem__, key="peers-units"
        )
        by = st.text_input("Your name", key="peers-by", max_chars=80, width=260)
        sure = st.checkbox("Keep it: a later group of this name supersedes it")
        sent = st.form_submit_button("Keep this group")
    if sent and not sure:
        st.error("Tick that it is to be kept; nothing was changed.")
    elif sent:
        _keep(house, view, name, units, by)


def _keep(house: House, view: View, name: str, units: list[str], by: str) -> None:
    def enter() -> str:
        day = view.known_at if house.store.demo else None
        (entry,) = name_peers(house.store, {name: units}, by=by, known_on=day)
        return f"Kept as entry {entry.seq}: choose it under 'Compared with'."

    entered_or_said_why(enter, FORM)
