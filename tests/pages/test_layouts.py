"""Files of other publishers at the desk on the page."""

from __future__ import annotations

from cjdata.ledger import Journal, Store
from cjdata.snapshot.reader import Reader
from tests.returns.layouts import as_csv, cps
from tests.stores import TODAY


def test_the_month_is_asked_of_a_file_whose_name_does_not_tell_and_of_no_other(visit, store):
    page = visit(store, "returns-submit")
    app = page.app
    (box,) = app.get("file_uploader")
    files = [(name, as_csv(cps()), "text/csv") for name in ("outcomes.csv", "april_2014.csv")]
    box.set_value(files).run()
    asked = [i.key for i in app.text_input]
    assert asked == ["sender"]  # a return of this program says its period in each row
    app.selectbox(key="layout").select("cps-outcomes").run()
    app.text_input(key="sender").input("A Clerk")
    (month,) = [i for i in app.text_input if "is for" in i.label]
    assert month.label.replace("\\", "") == "outcomes.csv is for"
    month.input("April").run()
    assert "'April' is not a month" in app.error[0].value.replace("\\", "")
    (month,) = [i for i in app.text_input if "is for" in i.label]
    month.input("2014-04").run()
    assert "the sender says that the file is for April 2014" in page.text
    assert not page.failures()
    accept = next(b for b in app.button if b.label.replace("\\", "") == "Accept outcomes.csv")
    accept.click().run()
    assert "accepted as entry 1, 4 returns" in app.success[0].value.replace("\\", "")
    ((entry, _),) = Journal(store).entries()
    assert {r["period"] for r in entry.detail["returns"]} == {"2014-04"}
    assert "period-said" in {w["rule"] for w in entry.detail["warnings"]}


def test_a_month_that_is_mended_on_the_way_to_the_button_is_read_over_first(visit, store):
    page = visit(store, "returns-submit")
    app = page.app
    app.get("file_uploader")[0].set_value(("outcomes.csv", as_csv(cps()), "text/csv")).run()
    app.selectbox(key="layout").select("cps-outcomes").run()
    app.text_input(key="sender").input("A Clerk").run()
    _month_of(app).input("2014-04").run()
    _month_of(app).input("2014-05")
    _accept_of(app).click().run()  # one run, as where the click comes before the page is made anew
    assert not list(Journal(store).entries())
    assert "read it over and accept it again" in app.error[0].value
    assert "the sender says that the file is for May 2014" in page.text
    app.text_input(key="sender").input("Another Clerk")
    _accept_of(app).click().run()
    assert not list(Journal(store).entries())
    _accept_of(app).click().run()
    ((entry, _),) = Journal(store).entries()
    assert entry.by == "Another Clerk"
    assert {r["period"] for r in entry.detail["returns"]} == {"2014-05"}


def _month_of(app):
    (month,) = [i for i in app.text_input if "is for" in i.label]
    return month


def _accept_of(app):
    (button,) = [b for b in app.button if b.label.startswith("Accept")]
    return button


def test_a_publishers_file_is_reviewed_and_accepted_in_its_layout(visit, store: Store, shared_dir):
    folder = shared_dir / "data" / "foreign" / "cps_outcomes" / "2014"
    data = (folder / "principal_offence_category_april_2014.csv").read_bytes()
    page = visit(store, "returns-submit")
    app = page.app
    app.get("file_uploader")[0].set_value(("poc_april_2014.csv", data, "text/csv")).run()
    assert "can be accepted" not in page.text  # it is no return of this program
    app.selectbox(key="layout").select("cps-outcomes").run()
    app.text_input(key="sender").input("A Clerk").run()
    assert "can be accepted" in page.text
    assert not page.failures()
    (button,) = [b for b in app.button if b.label.startswith("Accept")]
    button.click().run()
    assert "accepted as entry 1, 42 returns" in app.success[0].value.replace("\\", "")
    assert "prosecutions-by-area" in Reader.open(store).reported_months(TODAY)
