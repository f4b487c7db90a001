import type { BrowserContext, Page } from '@playwright/test';
import axe from 'axe-core';

/** One broken rule, said so that a failed test can be read. */
export interface Violation {
  rule: string;
  impact: string;
  help: string;
  where: string[];
}

/** Runs every rule of axe-core over the page as it is now, in both themes. */
export async function violations(page: Page, javaScriptEnabled: boolean): Promise<Violation[]> {
  if (javaScriptEnabled) return inBothThemes(page);
  const twin = await openTwin(page);
  try {
    return await inBothThemes(twin.page);
  } finally {
    await twin.context.close();
  }
}

async function inBothThemes(page: Page): Promise<Violation[]> {
  const before = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const found: Violation[] = [];
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => document.getAnimations().filter((one) => one instanceof CSSTransition).forEach((one) => one.finish()));
    found.push(...(await run(page, colorScheme)));
  }
  await page.emulateMedia({ colorScheme: before });
  return found;
}

// axe waits for timers, which never fire where scripts are off. So the very document that the page shows is opened
// once more in a context that has them, under a policy that lets none of the page's own scripts run.
async function openTwin(page: Page): Promise<{ context: BrowserContext; page: Page }> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('this context has no browser to open a second one in');
  const html = (await page.content()).replace(/<\/?noscript>/g, '');
  const viewport = page.viewportSize();
  const context = await browser.newContext({ javaScriptEnabled: true, viewport, storageState: await page.context().storageState() });
  const twin = await context.newPage();
  // Requests are without the fragment.
  const address = page.url().replace(/#.*/, '');
  await twin.route(address, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "script-src 'none'" },
      body: html,
    }),
  );
  await twin.goto(address);
  return { context, page: twin };
}

async function run(page: Page, theme: string): Promise<Violation[]> {
  const results = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return results.violations.map((violation) => ({
    rule: `${violation.id} (${theme})`,
    impact: violation.impact ?? 'unknown',
    help: violation.help,
    where: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  }));
}
