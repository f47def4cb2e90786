"""What the plan holds and lacks: the checklist, the chain to evidence, risks, costs, changes."""

from __future__ import annotations

from cjdata.charts import words
from cjdata.charts.plan_texts import scope_of
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.plan import plan_of
from cjdata.ui.show import rendered

MOST_CHANGES = 20


@kept
def checklist(house: House, view: View) -> str:
    plan = plan_of(house, view.known_at)
    (held,) = [c for c in plan.checklists if c.initiative.id == view.initiative]
    tones = {"met": "better", "partly": "", "missing": "worse"}
    return rendered(
        "plan_checklist",
        met=held.met,
        rows=[
            {
                "question": c.question,
                "state": c.state,
                "tone": tones[c.state],
                "found": words.opening(c.found),
            }
            for c in held.criteria
        ],
    )


@kept
def chain(house: House, view: View) -> str:
    """Aim, recommendation, action, milestone, owner, evidence: the template and who took it up."""
    catalogue, initiative = house.catalogue, house.catalogue.initiatives[view.initiative]
    plan = plan_of(house, view.known_at)
    names = {m.id: m.name for m in initiative.milestones}
    of = scope_of(initiative, len(plan.of(view.initiative)))
    rows = []
    for template in initiative.milestones:
        mine = plan.of(view.initiative, milestone=template.id)
        owners = dict.fromkeys(m.owner for m in mine if m.owner)
        rows.append(
            {
                "action": template.action,
                "name": template.name,
                "after": "; ".join(names[name] for name in template.after),
                "owner": words.names_or_number(list(owners), most=3) if owners else "missing",
                "dated": f"{sum(bool(m.dates) for m in mine)} of {of}",
                "reached": f"{sum(m.actual is not None for m in mine)} of {of}",
                "evidence": template.evidence,
            }
        )
    return rendered(
        "plan_chain",
        aims="; ".join(catalogue.aims[name].label for name in initiative.aims) or "none on record",
        recommendation=initiative.recommendation,
        rows=rows,
        phases=_phases(house) if initiative.phased else "",
    )


def _phases(house: House) -> str:
    first = [u.name for u in house.catalogue.boroughs if u.priority == "yes"]
    disputed = [u.name for u in house.catalogue.boroughs if u.priority == "disputed"]
    text = (
        "Order of phases: boroughs with priority against street crime first (paragraph 3.2.4): "
        f"{words.listing(first)}, as inferred from reports"
    )
    return f"{text}; {words.listing(disputed)} is disputed." if disputed else f"{text}."


@kept
def notes(house: House, view: View) -> str:
    """Risks of the whole, and costs and benefits of this initiative."""
    plan = plan_of(house, view.known_at)
    found = [n for n in plan.notes if n.initiative in ("", view.initiative)]
    return rendered(
        "plan_notes",
        rows=[
            {
                "what": words.opening(n.item.value),
                "text": n.text + (f" (£{n.amount:,.0f})" if n.amount is not None else ""),
                "owner": n.owner or "missing",
                "source": n.source,
            }
            for n in found
        ],
    )


@kept
def changes(house: House, view: View) -> str:
    found = plan_of(house, view.known_at).changes
    return rendered(
        "plan_changes",
        rows=[
            {"day": words.day_short(c.known_on), "by": c.by, "what": c.what, "why": c.why}
            for c in found[:MOST_CHANGES]
        ],
        more=max(len(found) - MOST_CHANGES, 0),
    )
