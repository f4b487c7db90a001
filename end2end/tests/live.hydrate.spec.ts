import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { cards, openNumber } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';
import { control } from '../support/simulator.ts';

/** Changes that come before the page listens are none that it would be told of. */
async function listening(page: Page, open: () => Promise<void>): Promise<void> {
  const stream = page.waitForResponse((response) => new URL(response.url()).pathname === '/live' && response.ok());
  await open();
  await stream;
}

const unread = async (page: Page): Promise<number> => {
  const name = await page.getByRole('banner').getByRole('link', { name: /^Notifications/ }).getAttribute('aria-label');
  return Number(/\d+/.exec(name ?? '')?.[0] ?? 0);
};

test('the accounts page changes by itself, and the bell counts', async ({ page, hub, partner, open }) => {
  const account = await connectAccount(hub, partner, 'Live Foods', 2);
  await listening(page, () => open('/numbers?sort=number'));
  const first = cards(page).first();
  await expect(first.getByRole('definition').first()).toHaveText('High');
  const before = await unread(page);

  await control(hub, `numbers/${account.number_ids[0]}`, { quality_rating: 'RED' });
  await expect(first.getByRole('definition').first()).toHaveText('Low', { timeout: 15_000 });
  await expect(first).toContainText('Improve the quality rating');
  await expect.poll(() => unread(page)).toBeGreaterThan(before);

  await control(hub, `numbers/${account.number_ids[0]}`, { status: 'FLAGGED' });
  await expect(first).toContainText('Flagged', { timeout: 15_000 });
});

test('the details change by themselves', async ({ page, hub, partner, open }) => {
  const account = await connectAccount(hub, partner, 'Live Drinks', 1);
  await open('/numbers');
  await openNumber(page, 'Live Drinks');
  const details = `${page.url()}/details`;
  await listening(page, () => open(details));
  const row = page.locator('dl > div').filter({ has: page.getByRole('term').filter({ hasText: 'Quality rating' }) });
  await expect(row.getByRole('definition')).toContainText('High');
  await control(hub, `numbers/${account.number_ids[0]}`, { quality_rating: 'YELLOW' });
  await expect(row.getByRole('definition')).toContainText('Medium', { timeout: 15_000 });
  await expect(page.getByRole('region', { name: 'History of changes' })).toContainText('Quality rating');
});

test('the notifications page fills by itself', async ({ page, hub, partner, open }) => {
  const account = await connectAccount(hub, partner, 'Live Books', 1);
  await listening(page, () => open('/notifications?kind=phone_number_quality_changed'));
  await expect(page.getByRole('heading', { name: 'No notification of this kind' })).toBeVisible();
  await control(hub, `numbers/${account.number_ids[0]}`, { quality_rating: 'RED' });
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Quality rating of' })).toHaveCount(1, { timeout: 15_000 });
});

test('a refused token asks to reconnect', async ({ page, hub, partner, open }) => {
  const account = await connectAccount(hub, partner, 'Live Flowers', 1);
  await listening(page, () => open('/numbers'));
  await control(hub, `wabas/${account.waba_id}/revoke_token`, {});
  // The next thing that Meta tells of the number is read with the token, which it refuses now.
  await control(hub, `numbers/${account.number_ids[0]}`, { quality_rating: 'YELLOW' });
  await expect(cards(page).first()).toContainText('Reconnect with Meta', { timeout: 15_000 });
});
