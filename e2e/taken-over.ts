import type { Page } from "@playwright/test";

/**
 * Has each load of the page last until its script has taken the page over, unless no load is waited for. A key, a choice
 * or a text that comes before is lost: to a person on a slow machine too, who then does it again.
 */
export function awaitScripts(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    if (options?.waitUntil !== "commit") await takenOver(page);
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    if (options?.waitUntil !== "commit") await takenOver(page);
    return answer;
  };
}

/** React keeps its own record on each element that it has taken over, on the root as the last; effects follow at once. */
async function takenOver(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const isTakenOver = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactFiber$"));
    const usable = document.querySelectorAll("html, button, input, select, textarea, [tabindex]");
    if (![...usable].every(isTakenOver)) return false;
    await new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)));
    return true;
  });
}
