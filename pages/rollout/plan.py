"""Rollout plan: what was planned, how it slipped, what does not hold together, who owns it."""

from cjdata.ui import plan, plan_contents, plan_form, rollout
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent
from cjdata.ui.show import show
from cjdata.ui.twin import twin


def page(house: House, view: View) -> None:
    plan_form.show_outcome()
    show(plan.heading(house, view))
    rollout.choose_initiative(house, view)
    show(plan.not_holding(house, view))
    twin(
        lambda: plan.contradictions_as_table(house, view),
        name="contradictions",
        source=plan.SOURCE,
        label="Everything that does not hold together, as a table",
    )
    show(plan.gantt(house, view))
    twin(lambda: plan.milestones_as_table(house, view), name="plan", source=plan.SOURCE)
    show(
        plan.slippages(house, view),
        plan.matrix(house, View(known_at=view.known_at)),
    )
    twin(
        lambda: plan.all_as_table(house, view),
        name="plan-matrix",
        source=plan.SOURCE,
        label="Every initiative in every borough, as a table",
    )
    show(
        plan_contents.checklist(house, view),
        plan_contents.chain(house, view),
        plan_contents.notes(house, view),
        plan_contents.changes(house, view),
    )
    plan_form.change_form(house, view)
    plan_form.plan_file(house, view)


resent(page, here().house, here().view)
