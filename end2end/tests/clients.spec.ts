import { expect, test } from '../support/fixtures.ts';
import { connectAccount } from '../support/partner.ts';

test('clients are listed, found and opened', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Anna Garden', 1);
  await connectAccount(hub, partner, 'Zebra Shoes', 2);
  await open('/numbers');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Clients' }).click();
  await expect(page).toHaveTitle('Clients · Partner Hub');
  const rows = page.getByRole('region', { name: 'List of clients' }).locator('tbody > tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Anna Garden');
  await expectAccessible();

  const search = page.getByRole('searchbox', { name: 'Search clients' });
  await search.fill('shoe');
  await search.press('Enter');
  await expect(page).toHaveURL(/q=shoe/);
  await expect(rows).toHaveCount(1);
  await page.getByRole('link', { name: 'Zebra Shoes' }).click();
  await expect(page).toHaveTitle('Client details · Zebra Shoes · Partner Hub');
  await expect(page.getByRole('region', { name: 'Numbers' }).getByRole('listitem')).toHaveCount(2);
  await expectAccessible();
  await page.setViewportSize({ width: 320, height: 700 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test('a search that finds no client says how clients are found', async ({ page, partner, open, expectAccessible }) => {
  expect(partner.id).not.toBe('');
  await open('/clients?q=nobody');
  await expect(page.getByRole('heading', { name: 'No client matches' })).toBeVisible();
  await expectAccessible();
});

test('a phone has the places that its bar has no room for in a sheet', async ({ page, partner, open, expectAccessible }) => {
  expect(partner.id).not.toBe('');
  await page.setViewportSize({ width: 375, height: 740 });
  await open('/clients');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' }).click();
  const settings = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' });
  await expect(settings).toBeVisible();
  await expectAccessible();
  await settings.click();
  await expect(page).toHaveTitle('Your profile · Partner Hub');
  await expect(settings).toBeHidden();
});

test('the owner of a partner chooses its time zone', async ({ page, partner, open, expectAccessible }) => {
  expect(partner.id).not.toBe('');
  await open('/settings/organisation');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.selectOption('Europe/Berlin');
  await page.getByRole('button', { name: 'Save time zone' }).click();
  await expect(page.getByText('The time zone is saved.')).toBeVisible();
  await expect(zone).toHaveValue('Europe/Berlin');
  await expectAccessible();
});
