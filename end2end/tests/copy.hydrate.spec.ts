import { expect, test } from '../support/fixtures.ts';
import { card } from '../support/numbers.ts';

test.use({ role: 'owner', permissions: ['clipboard-read', 'clipboard-write'] });

test('an id is copied, and the button says so', async ({ page, open }) => {
  await open('/numbers?q=25001');
  await card(page, 'Bäckerei Kessler').getByRole('link', { name: 'Show details' }).click();
  const row = page.locator('dl > div').filter({ has: page.getByRole('button', { name: 'Copy the WhatsApp Business Account ID' }) });
  await row.getByRole('button', { name: 'Copy the WhatsApp Business Account ID' }).click();
  await expect(row.getByRole('status')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('102290129340398');
  await expect(row.getByRole('status')).toHaveText('');
});
