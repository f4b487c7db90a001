import { expect, test } from '../support/fixtures.ts';
import { card, unfold } from '../support/numbers.ts';

test.use({ role: 'owner' });

/** The link of a card covers all of it by what it has after it, which has the outline too. */
const outlines = (element: Element): string[] => [null, '::after'].map((part) => getComputedStyle(element, part).outlineStyle);

test('a card is walked through from its number to its menu', async ({ page, open }) => {
  await open('/numbers?q=lumen');
  const recall = card(page, 'Lumen Dental Recall');
  const stops = [
    recall.getByRole('link', { name: '+1 989 555 0119' }),
    ...(await recall.getByRole('listitem').getByRole('link').filter({ visible: true }).all()),
    recall.getByRole('link', { name: 'Show details' }),
    recall.locator('summary'),
  ];
  await stops[0]?.focus();
  for (const stop of stops) {
    await expect(stop).toBeFocused();
    expect(await stop.evaluate(outlines), 'the focus can be seen').toContain('solid');
    await page.keyboard.press('Tab');
  }
});

test('a menu opens with Enter and closes with Escape, which gives the focus back', async ({ page, open }) => {
  await open('/numbers?q=25001');
  const button = card(page, 'Bäckerei Kessler').locator('summary');
  await button.focus();
  await page.keyboard.press('Enter');
  const item = card(page, 'Bäckerei Kessler').getByRole('link', { name: 'Details', exact: true });
  await expect(item).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(item).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(item).toBeHidden();
  await expect(button).toBeFocused();
});

test('a click beside a menu closes it', async ({ page, open }) => {
  await open('/numbers?q=25001');
  const menu = await unfold(page.getByRole('main'), 'Download');
  await page.getByRole('heading', { level: 1 }).click();
  await expect(menu).not.toHaveAttribute('open');
});

test('a slash focuses the search', async ({ page, open }) => {
  await open('/numbers');
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search' });
  await expect(field).toBeFocused();
  await page.keyboard.type('a/b?');
  await expect(field).toHaveValue('a/b?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a question mark lists the shortcuts, Escape closes them', async ({ page, open }) => {
  await open('/numbers');
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toBeVisible();
  await expect(list).toContainText('Search');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
});

test('g and a letter lead to a place', async ({ page, open }) => {
  await open('/numbers');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page).toHaveURL('/notifications');
});

test('the first stop of a page skips the frame', async ({ page, open }) => {
  await open('/numbers');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
