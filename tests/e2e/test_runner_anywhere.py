"""Pages that run Python, where they are opened from a file, in an old browser, in two tabs, in a tab that dies."""

import pytest
from playwright.sync_api import Error

from tests.e2e.exercise_page import RIGHT, START, WRONG, begun, checked, graded, opened, write
from tests.e2e.pages import HTML, built

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

NOTEBOOK = "00-start-here.ipynb"


def warning(page):
    """The one sentence for the reader, with the link that it holds or names."""
    page.locator(".lab-warning:visible").first.wait_for()
    assert page.locator(".lab-warning:visible").count() == 1
    # Not inner_text: what is far down is not laid out.
    return " ".join(page.locator(".lab-warning:visible").text_content().split())


def test_opened_as_a_file_the_page_checks_draws_and_hands_in(context, tmp_path):
    page = context.new_page()
    page.goto((built(HTML) / START).as_uri())
    assert page.locator(".lab-warning:visible").count() == 0
    begun(page)
    assert "adds the factor instead of multiplying" in checked(page, WRONG)
    write(page, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n" + RIGHT)
    assert "Passed" in checked(page)
    assert page.locator(".lab-exercise .lab-out img").count() == 1
    with page.expect_download() as saving:
        page.get_by_role("button", name="Hand in").click()
    path = tmp_path / NOTEBOOK
    write(page, RIGHT)
    saving.value.save_as(path)
    assert "hello.scale,passed,1" in graded(path, tmp_path)


@pytest.mark.parametrize(
    "missing, words",
    [
        ("delete window.WebAssembly;", "no WebAssembly"),
        ("delete window.Worker;", "cannot run Python"),
        # Firefox before 114: it reads no `type`, and would start a worker that cannot import.
        ("const Old = window.Worker; window.Worker = class { constructor(a) { return new Old(a); } };", "too old"),
    ],
    ids=["webassembly", "workers", "module-workers"],
)
def test_a_browser_that_cannot_run_python_says_so_and_names_the_notebook(context, site, missing, words):
    context.add_init_script(missing)
    page = opened(context, site)
    assert words in warning(page)
    assert "notebook" in warning(page)
    assert page.locator("a.lstmlab-download").first.get_attribute("href").endswith(NOTEBOOK)
    assert page.get_by_role("button", name="Write and check it here").count() == 0


def test_a_program_that_the_browser_does_not_understand_is_told(context, site):
    context.route("**/page.js*", lambda route: route.fulfill(body="let = = 1;", content_type="text/javascript"))
    page = opened(context, site)
    assert "did not start" in warning(page)
    assert page.locator("#lab-not-started a").get_attribute("href").endswith(NOTEBOOK)


def test_a_program_that_could_not_be_loaded_is_told(context, site):
    context.route("**/page.js*", lambda route: route.abort())
    assert "did not start" in warning(opened(context, site))


def test_without_javascript_the_page_names_the_notebook(reader, site):
    own = reader.new_context(java_script_enabled=False)
    page = opened(own, site)
    assert "no JavaScript" in warning(page)
    link = page.locator(".lab-warning:visible a")
    with page.expect_download() as saving:
        link.click()
    assert saving.value.suggested_filename == NOTEBOOK
    own.close()


def test_what_is_written_in_one_tab_stands_in_the_other(context, site):
    one, other = begun(opened(context, site)), begun(opened(context, site))
    write(one, WRONG)
    other.locator(".cm-content", has_text="x + factor").wait_for()
    write(other, RIGHT)
    one.locator(".cm-content", has_text="x * factor").wait_for()
    one.bring_to_front()
    one.locator(".cm-content").first.click()
    one.keyboard.press("Control+Z")  # nothing is lost: what stood here comes back
    assert one.locator(".cm-content").first.inner_text() == WRONG


@pytest.mark.parametrize("reloads", [3, pytest.param(20, marks=pytest.mark.night)])
def test_many_reloads_in_the_middle_of_things_lose_nothing(context, site, reloads):
    page = begun(opened(context, site))
    for k in range(reloads):
        text = f"{RIGHT}\n# visit {k}"
        write(page, text)
        if k % 5 == 0:  # while Python loads or runs
            page.locator(".lab-exercise").get_by_role("button", name="Check", exact=True).first.click()
        page.reload()
        begun(page)
        assert page.locator(".cm-content").first.inner_text() == text
    assert "Passed" in checked(page)


def test_a_tab_that_dies_loses_nothing(context, site):
    page = begun(opened(context, site))
    assert "Passed" in checked(page, RIGHT)
    write(page, WRONG)
    page.wait_for_timeout(500)
    with page.expect_event("crash"), pytest.raises(Error):
        page.goto("chrome://crash")
    fresh = begun(opened(context, site))
    assert fresh.locator(".cm-content").first.inner_text() == WRONG
    assert fresh.locator(".bd-sidebar-primary .lab-mark").count() == 1


def test_where_the_browser_forbids_storage_the_page_says_so_and_works(context, site):
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = begun(opened(context, site))
    assert "Passed" in checked(page, RIGHT)
    assert "keeps nothing for this site" in warning(page)
    with page.expect_download():
        page.get_by_role("button", name="Save everything").click()
