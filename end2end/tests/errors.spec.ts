import { expect, test } from '../support/fixtures.ts';
import { sessionFile } from '../support/accounts.ts';
import { openNumber } from '../support/numbers.ts';

test.use({ expectedComplaints: [/status of 40[45]/] });

test.describe('signed in', () => {
  test.use({ role: 'owner' });

  test('a page that is not there', async ({ page, expectAccessible }) => {
    const response = await page.goto('/there-is-no-such-page');
    expect(response?.status()).toBe(404);
    await expect(page.getByText('There is no such page')).toBeVisible();
    await expect(page).toHaveTitle(/ · Partner Hub$/);
    await expectAccessible();
    await page.getByRole('link', { name: /Open/ }).click();
    await expect(page).toHaveURL('/numbers');
  });

  test('an error page names the reference that stands in the log', async ({ page, expectAccessible }) => {
    const response = await page.goto('/api/app/a-function-of-an-older-version');
    const id = response?.headers()['x-request-id'];
    expect(id).toMatch(/^\w{16}$/);
    await expect(page.getByText(`Reference: ${id}`)).toBeVisible();
    await expectAccessible();
  });
});

test('the number of another partner is not there', async ({ page, browser, hub, partner, open }) => {
  expect(partner.id).not.toBe('');
  const neighbour = await browser.newContext({ baseURL: hub.url, storageState: sessionFile('owner'), javaScriptEnabled: false });
  const theirs = await neighbour.newPage();
  await theirs.goto('/numbers?q=25001');
  await openNumber(theirs, 'Bäckerei Kessler');
  const path = new URL(theirs.url()).pathname;
  await neighbour.close();

  for (const address of [path, `${path}/details`]) {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    expect(await response?.text()).not.toContain('Kessler');
    await expect(page.getByRole('heading', { name: 'There is no such number' })).toBeVisible();
    await expect(page).toHaveTitle('Number not found · Partner Hub');
  }
  await open('/numbers');
  await expect(page.getByRole('heading', { name: 'No numbers yet' })).toBeVisible();
});

test('an id that is none is not there either', async ({ page, partner }) => {
  expect(partner.id).not.toBe('');
  const response = await page.goto('/numbers/not-an-id');
  expect(response?.status()).toBe(404);
});
