"""What a page weighs on the wire when somebody comes for the first time, as Chromium counts it, headers included."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Weight:
    bytes: int
    script: int  # of these
    requests: int


def first_view(browser: Any, address: str, path: str, *, sign_in: str = "") -> Weight:
    """sign_in: the e-mail of a demo person, who then has been at the sign-in page and nowhere else."""
    context = browser.new_context(base_url=address, locale="sv-SE")
    page = context.new_page()
    if sign_in:
        page.goto("/account/login/")
        token = page.locator('input[name="csrfmiddlewaretoken"]').first.get_attribute("value")
        context.request.post("/demo/sign-in/", form={"person": sign_in, "csrfmiddlewaretoken": token})
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    network.on("Network.responseReceived", lambda event: kinds.__setitem__(event["requestId"], event["type"]))
    network.on(
        "Network.loadingFinished", lambda event: sizes.__setitem__(event["requestId"], int(event["encodedDataLength"]))
    )
    answer = page.goto(path, wait_until="networkidle")
    context.close()
    if answer.status != 200:
        raise AssertionError(f"{path} answers {answer.status}")
    script = sum(size for request, size in sizes.items() if kinds.get(request) == "Script")
    return Weight(sum(sizes.values()), script, len(sizes))
