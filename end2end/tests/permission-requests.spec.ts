import { expect, hydrated, test } from '../support/fixtures.ts';
import { connectAccount } from '../support/partner.ts';

test('several clients are asked at once, each by itself', async ({ page, hub, partner, open, expectAccessible, javaScriptEnabled }) => {
  await connectAccount(hub, partner, 'Corner Bakery', 2, 'direct');
  await connectAccount(hub, partner, 'Harbour Books', 1, 'direct');
  await open('/clients');
  await page.getByRole('link', { name: 'Request permission' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Request permission');
  if (javaScriptEnabled !== false) await hydrated(page);
  await expect(page.getByRole('checkbox')).toHaveCount(3);
  for (const number of await page.getByRole('checkbox').all()) await number.check();
  await expectAccessible();
  await page.getByRole('button', { name: 'Make links' }).click();
  const asked = page.getByRole('region', { name: 'Asked' });
  await expect(asked.getByRole('listitem')).toHaveCount(2);
  await expect(asked).toContainText('Corner Bakery');
  await expect(asked).toContainText('Harbour Books');
  await expect(asked.locator('code').first()).toContainText('/permissions?next=login');
  await expect(page.getByText('by a link: not answered yet')).toHaveCount(3);
  await expectAccessible();
});
