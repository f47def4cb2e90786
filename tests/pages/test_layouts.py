"""Files of other publishers at the desk on the page."""

from __future__ import annotations

from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.stores import TODAY


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
