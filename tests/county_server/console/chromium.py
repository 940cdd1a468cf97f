"""A real browser without a screen, driven by the tests. Where none runs they are left out and say what to install."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as seen
from selenium.webdriver.support.ui import Select, WebDriverWait

INSTALL = "sudo apt-get install -y chromium chromium-driver"
PATIENCE = 20.0
IS_ANOTHER_PAGE = "return document.readyState === 'complete' && !document.documentElement.dataset.here"


@contextmanager
def chromium(folder: Path, width: int = 1024, height: int = 768) -> Generator["Window"]:
    """A window of the size of an old office screen; it trusts the county's own certificate, as a person would."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip(f"没有安装 Chromium，请先运行：{INSTALL}")
    options = ChromeOptions()
    options.binary_location = browser
    options.accept_insecure_certs = True
    for one in (
        "--headless=new",
        "--no-sandbox",  # the suite may run as root
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--lang=zh-CN",
        f"--user-data-dir={folder / 'chromium'}",
        f"--window-size={width},{height}",
    ):
        options.add_argument(one)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = ChromeService(driver, log_output=str(folder / "chromedriver.log"))
    made = Chrome(options=options, service=service)
    try:
        made.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        yield Window(made)
    finally:
        made.quit()


class Window:
    """What a person does at it, in words that are on the screen."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        """Go to a page."""
        self.driver.get(url)

    def field(self, label: str) -> WebElement:
        """The field beside a label."""
        path = f"//label[contains(normalize-space(.), '{label}')]//*[self::input or self::select or self::textarea]"
        return self._wait(path)

    def fill(self, label: str, text: str) -> None:
        """Type into it."""
        found = self.field(label)
        found.clear()
        found.send_keys(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        Select(self.field(label)).select_by_visible_text(option)

    def press(self, words: str) -> None:
        """Press a button, or follow a link where there is none, and wait until the page has gone."""
        self._mark()
        button, link = (f"//main//{kind}[contains(normalize-space(.), '{words}')]" for kind in ("button", "a"))
        self._wait(button if self.driver.find_elements(By.XPATH, button) else link).click()
        self._wait_for_another_page()

    def go(self, words: str) -> None:
        """To another page by the list at the side."""
        self._mark()
        self._wait(f"//nav//a[normalize-space(.)='{words}']").click()
        self._wait_for_another_page()

    def _mark(self) -> None:
        self.driver.execute_script("document.documentElement.dataset.here = 'yes'")

    def _wait_for_another_page(self) -> None:
        """Until a page without the mark is whole; in between the driver knows no page, and says so in many ways."""
        wait = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=[WebDriverException])
        wait.until(lambda driver: driver.execute_script(IS_ANOTHER_PAGE))

    def tick(self, words: str) -> None:
        """Choose the opinion with these words."""
        self._wait(f"//label[contains(normalize-space(.), '{words}')]//input[@type='radio']").click()

    @property
    def text(self) -> str:
        """What is on the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def wait_for(self, words: str) -> None:
        """Until the words are there."""
        wait = WebDriverWait(self.driver, PATIENCE, ignored_exceptions=[StaleElementReferenceException])
        wait.until(lambda _: words in self.text)

    def complaints(self) -> list[str]:
        """What the browser itself complains of: blocked styles, scripts that fail, files that are not there."""
        return [str(one["message"]) for one in self.driver.get_log("browser") if one["level"] in ("SEVERE", "WARNING")]

    def is_wider_than_screen(self) -> bool:
        """Whether one has to scroll sideways."""
        return bool(self.driver.execute_script("return document.documentElement.scrollWidth > innerWidth"))

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """A picture of the window; of the whole page if it is longer."""
        if whole:
            height = int(self.driver.execute_script("return document.documentElement.scrollHeight"))
            self.driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": 1024, "height": max(height, 768), "deviceScaleFactor": 1, "mobile": False},
            )
        self.driver.save_screenshot(str(file))
        if whole:
            self.driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": 1024, "height": 768, "deviceScaleFactor": 1, "mobile": False},
            )

    def _wait(self, path: str) -> WebElement:
        return WebDriverWait(self.driver, PATIENCE).until(seen.element_to_be_clickable((By.XPATH, path)))
