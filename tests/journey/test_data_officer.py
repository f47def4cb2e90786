"""The data officer with a bad spreadsheet from a borough, and then with the mended one."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journey.looking import open_whole, whole

pytestmark = pytest.mark.browser

HEADING = "unit,period,component,value,court_tier,court,reason,note\n"
BAD = HEADING + (
    "lambht,2003-10,trials_effective,20,magistrates,,,\n"
    "lambeth,2003-13,trials_cracked,20,magistrates,,,\n"
    "lambeth,2003-10,trials_inefective,60,magistrates,,,\n"
    "lambeth,2003-10,trials_vacated,-5,magistrates,,,\n"
    "lambeth,2003-10,trials_effective,many,magistrates,,,\n"
)
FAULTS = [
    ("2", "unit", "lambht"),
    ("3", "period", "2003-13"),
    ("4", "component", "trials_inefective"),
    ("5", "value", "-5"),
    ("6", "value", "many"),
]
MENDED = HEADING + (
    "lambeth,2003-10,trials_effective,20,magistrates,,,\n"
    "lambeth,2003-10,trials_cracked,20,magistrates,,,\n"
    "lambeth,2003-10,trials_ineffective,60,magistrates,,,\n"
    "lambeth,2003-10,trials_vacated,5,magistrates,,,\n"
)
HACK = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
HOSTILE = HEADING + (
    f'"{HACK.replace(chr(34), chr(34) * 2)}",2003-10,trials_effective,20,magistrates,,,\n'
    "**bold** [a](http://example.org) {{ 7*7 }} $x^2$,2003-10,trials_cracked,20,magistrates,,,\n"
    f"{'x' * 4000},2003-10,trials_vacated,5,magistrates,,,\n"
)


def upload(page: Page, name: str, text: str) -> None:
    page.locator("input[type=file]").first.set_input_files(
        files=[{"name": name, "mimeType": "text/csv", "buffer": text.encode()}]
    )


def ineffective(page: Page) -> str:
    """What the borough page says of ineffective trials."""
    row = page.locator(".stands tr", has_text="Ineffective, magistrates'")
    return row.locator(".figure").inner_text()


def test_a_bad_file_is_mended_accepted_recognised_and_taken_back(page: Page, live_server: str):
    today = dt.date.today().isoformat()
    lambeth = f"{live_server}/performance-borough?unit=lambeth&known_at="
    open_whole(page, lambeth + today)
    assert "70.0%" in ineffective(page)

    open_whole(page, f"{live_server}/returns-submit")
    upload(page, "bad.csv", BAD)
    review = page.locator(".review")
    expect(review).to_contain_text("refused as it is")
    for line, column, value in FAULTS:
        row = review.locator(
            "tbody tr", has=page.locator("td:first-child", has_text=re.compile(rf"^{line}$"))
        ).filter(has_text=value)
        expect(row.locator("td").nth(1)).to_have_text(column)
        expect(row).to_contain_text("error")
    expect(page.get_by_role("button", name="Accept bad.csv")).to_have_count(0)

    page.get_by_role("button", name="Remove bad.csv").click()
    expect(page.locator(".review")).to_have_count(0)
    upload(page, "mended.csv", MENDED)
    expect(review).to_contain_text("can be accepted")
    expect(review).to_contain_text("2 changed")
    accept = page.get_by_role("button", name="Accept mended.csv")
    expect(accept).to_be_disabled()
    page.get_by_label("Your name").fill("A Data Officer")
    page.get_by_label("Your name").press("Enter")
    expect(accept).to_be_enabled()
    accept.click()
    said = page.get_by_text("accepted as entry 2")
    expect(said).to_be_visible()
    accepted = re.search(r"\((R\d+-\d+)\)", said.inner_text())
    assert accepted

    open_whole(page, lambeth + today)
    assert "60.0%" in ineffective(page)
    open_whole(page, lambeth + "2003-11-10")
    assert "70.0%" in ineffective(page)

    open_whole(page, f"{live_server}/returns-submit")
    upload(page, "under another name.csv", MENDED)
    expect(review).to_contain_text("The same content is loaded already")
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)

    page.get_by_text("Take a return back").click()
    page.get_by_label("Return", exact=True).fill(accepted.group(1))
    page.get_by_label("Why").fill("counted <b>twice</b> **by** mistake")
    page.get_by_test_id("stForm").get_by_label("Your name").fill("A Data Officer")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("is withdrawn; R1-1 stands again")).to_be_visible()
    open_whole(page, lambeth + today)
    assert "70.0%" in ineffective(page)


def test_what_is_hostile_in_a_file_is_shown_as_text(page: Page, live_server: str):
    open_whole(page, f"{live_server}/returns-submit")
    title = page.title()
    upload(page, "<b>x</b> [a](http:example.org) {{7*7}} `c` :red[y].csv", HOSTILE)
    review = page.locator(".review")
    expect(review).to_contain_text("refused as it is")
    expect(review).to_contain_text("<script>document.title='taken'</script>")
    expect(review).to_contain_text("**bold** [a](http://example.org) {{ 7*7 }}")
    expect(review.locator("h2")).to_contain_text("{{7*7}} `c` :red[y].csv")
    whole(page)
    assert page.title() == title
    assert review.locator("script, img, b, strong, a:not([href^='#'])").count() == 0
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 1280
    page.get_by_text("Faults and changes as tables").click()
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    assert page.title() == title


def test_a_name_and_a_file_name_with_markup_stay_text(page: Page, live_server: str):
    open_whole(page, f"{live_server}/returns-submit")
    name = "m *x* [a](b) `c` $d$.csv"
    upload(page, name, MENDED.replace("lambeth", "croydon"))
    expect(page.locator(".review")).to_contain_text("can be accepted")
    page.get_by_label("Your name").fill("<script>alert(1)</script>")
    page.get_by_label("Your name").press("Enter")
    accept = page.get_by_role("button", name=f"Accept {name}")
    expect(accept).to_be_enabled()
    accept.click()
    expect(page.get_by_text(f"{name}: accepted as entry ")).to_be_visible()
