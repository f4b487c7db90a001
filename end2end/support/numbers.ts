import { expect, type Locator, type Page } from '@playwright/test';

/** The cards of the accounts page. */
export const cards = (page: Page): Locator => page.locator('.cards > li');

/** The card in which this stands. */
export const card = (page: Page, text: string): Locator => cards(page).filter({ hasText: text });

/** The rows of the compressed list. */
export const rows = (page: Page): Locator => page.getByRole('region', { name: 'WhatsApp Accounts' }).locator('tbody > tr');

/** The numbers of the cards, in their order. */
export const numbersOf = (page: Page): Promise<string[]> => cards(page).getByRole('heading', { level: 2 }).allInnerTexts();

/** Opens a menu or a filter by the words on its button, and answers it. */
export async function unfold(scope: Locator, words: string | RegExp): Promise<Locator> {
  const button = scope.locator('summary').filter({ hasText: words });
  await button.click();
  const menu = button.locator('..');
  await expect(menu).toHaveAttribute('open', '');
  return menu;
}

/** Chooses a value of a filter, or another order. */
export async function choose(page: Page, filter: string, value: string): Promise<void> {
  const menu = await unfold(page.getByRole('group', { name: 'Filters' }), new RegExp(`^${filter}`));
  await menu.getByRole('link', { name: value, exact: true }).click();
}

/** Types into the search of the frame and sends it. */
export async function searchFor(page: Page, text: string): Promise<void> {
  const field = page.getByRole('searchbox', { name: 'Search' });
  await field.fill(text);
  await field.press('Enter');
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === text);
}

/** Opens the page of a number of the list. */
export async function openNumber(page: Page, text: string): Promise<void> {
  await card(page, text).getByRole('heading', { level: 2 }).getByRole('link').click();
  await expect(page).toHaveURL(/\/numbers\/[^/?]+$/);
}
