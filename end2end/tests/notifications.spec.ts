import { expect, test } from '../support/fixtures.ts';
import { connectAccount } from '../support/partner.ts';
import { choose } from '../support/numbers.ts';

test('notifications are filtered, read one by one and all at once, and lead to their number', async ({ page, hub, partner, open }) => {
  await connectAccount(hub, partner, 'Nine Lives', 2);
  await open('/notifications');
  const notes = page.locator('.notes > li');
  const unread = page.locator('.notes > li.new');
  await expect(notes.filter({ hasText: 'The account Nine Lives was connected' })).toHaveCount(1);
  await expect(page.getByRole('banner').getByRole('link', { name: /^Notifications, \d+ unread$/ })).toBeVisible();
  const all = await unread.count();
  expect(all).toBeGreaterThanOrEqual(3);

  await choose(page, 'Kind', 'Number connected');
  await expect(page).toHaveURL('/notifications?kind=channel_created');
  await expect(notes).toHaveCount(2);
  await notes.first().getByRole('button', { name: 'Mark as read' }).click();
  await expect(unread).toHaveCount(1);
  await choose(page, 'Show', 'Unread');
  await expect(page).toHaveURL('/notifications?show=unread&kind=channel_created');
  await expect(notes).toHaveCount(1);
  await page.reload();
  await expect(notes).toHaveCount(1);

  await notes.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/numbers\/[^/?]+/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\+1 /);

  await open('/notifications');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(unread).toHaveCount(0);
  await expect(page.getByRole('banner').getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0);
  await page.goto('/notifications?show=unread');
  await expect(page.getByRole('heading', { name: 'Everything is read' })).toBeVisible();
});
