import { expect, test } from '../support/fixtures.ts';
import { openNumber } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';
import { reportDelivered } from '../support/webhooks.ts';

test('charges stand by day, category and country', async ({ page, hub, partner, open, expectAccessible }) => {
  const account = await connectAccount(hub, partner, 'Counted Coins', 1, 'direct');
  await open('/numbers');
  await openNumber(page, 'Counted Coins');
  const balance = `${page.url()}/balance`;
  await reportDelivered(hub, account, [
    { to: '491701234567', category: 'utility' },
    { to: '491701234567', category: 'marketing' },
    { to: '33612345678', category: 'authentication' },
    // No card has a rate for it.
    { to: '491701234567', category: 'referral_conversion' },
  ]);
  const chart = page.getByRole('img', { name: /^Cost by day from .* for 3 messages/ });
  await expect(async () => {
    await open(balance);
    await expect(chart).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(page).toHaveTitle(/^Balance ·/);
  await expect(page.getByText('1 delivery is held.')).toBeVisible();
  await expect(page.getByText('It is below zero: this much is owed.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Charges by category' })).toContainText('Marketing');
  await expect(page.getByRole('region', { name: 'Messages by country' })).toContainText('Germany');
  await expectAccessible();

  const table = page.getByRole('region', { name: 'Cost by day' });
  await expect(table).toBeHidden();
  await page.getByText('The same as a table').click();
  await expect(table.getByRole('row')).toHaveCount(2);
  await expectAccessible();

  const file = await page.request.get((await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href')) ?? '');
  expect(file.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect((await file.text()).trim().split('\r\n')).toHaveLength(4);

  const periods = page.getByRole('navigation', { name: 'Period' });
  await expect(periods.getByRole('link', { name: 'Last 30 days' })).toHaveAttribute('aria-current', 'true');
  await periods.getByRole('link', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(/\?period=7d$/);
  await expect(periods.getByRole('link', { name: 'Last 7 days' })).toHaveAttribute('aria-current', 'true');
  await expect(chart).toBeVisible();
  await page.setViewportSize({ width: 320, height: 700 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  await periods.getByRole('link', { name: 'Last month' }).click();
  await expect(page.getByRole('heading', { name: /^Nothing was charged/ })).toBeVisible();
});

test('a number without charges says what will stand there', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Empty Purse', 1, 'direct');
  await open('/numbers');
  await openNumber(page, 'Empty Purse');
  await open(`${page.url()}/balance`);
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('€0.00');
  await expect(page.getByRole('heading', { name: /^Nothing was charged/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download CSV' })).toHaveCount(0);
  await expectAccessible();
});

test('a number that the partner pays for says where its money is', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Shared Pockets', 1);
  await open('/numbers');
  await openNumber(page, 'Shared Pockets');
  const tabs = page.getByRole('navigation', { name: 'Pages of this number' });
  await tabs.getByRole('link', { name: 'Balance', exact: true }).click();
  await expect(page).toHaveTitle(/^Balance ·/);
  await expect(page.getByRole('heading', { name: "This number draws on the partner's shared balance" })).toBeVisible();
  await expectAccessible();
});

test.describe('the client', () => {
  test.use({ role: 'client' });

  test('sees the same tab', async ({ page, open, expectAccessible }) => {
    await open('/numbers');
    await page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').first().click();
    await expect(page).toHaveURL(/\/numbers\/[^/?]+$/);
    await open(`${page.url()}/balance`);
    await expect(page.getByText('Your partner pays for this number')).toBeVisible();
    await expectAccessible();
  });
});
