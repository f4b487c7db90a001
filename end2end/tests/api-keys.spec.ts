import { expect, test } from '../support/fixtures.ts';
import { openNumber, unfold } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';

test('a key is made, shown once, replaced and revoked', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Fresh Fish', 1);
  await open('/numbers');
  await openNumber(page, 'Fresh Fish');
  await page.getByRole('link', { name: 'Generate API key' }).click();
  await expect(page).toHaveURL(/\/numbers\/[^/]+\/api-key$/);
  await expect(page.getByText('Nobody has made a key for this number yet.')).toBeVisible();
  await expectAccessible();

  const fresh = page.getByRole('region', { name: 'Your new API key' });
  const keys = page.getByRole('region', { name: 'API keys', exact: true }).getByRole('listitem');
  await page.getByRole('button', { name: 'Generate API key' }).click();
  await expect(fresh).toContainText('it is shown only now');
  const first = await fresh.locator('.secret code').innerText();
  expect(first).toMatch(/^[0-9A-Za-z]{12}_[0-9A-Za-z]{40}$/);
  await expect(keys).toHaveCount(1);
  await expect(keys.first()).toContainText('Valid');
  await expectAccessible();
  await page.reload();
  await expect(keys).toHaveCount(1);
  await expect(fresh).toHaveCount(0);

  await page.getByLabel('Older keys').selectOption({ label: 'They stay valid for 1 hour' });
  await page.getByRole('button', { name: 'Generate API key' }).click();
  await expect(fresh).toBeVisible();
  await expect(keys).toHaveCount(2);
  const older = keys.filter({ hasText: first.split('_')[0] ?? '' });
  await expect(older).toContainText('Valid until');

  await older.getByRole('link', { name: /^Revoke/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Revoke this API key');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('The key is revoked. It no longer works.')).toBeVisible();
  await expect(older).toContainText('Revoked');
});

test.describe('without the permission', () => {
  test.use({ role: 'owner' });

  test('the button says what is missing, on every tab', async ({ page, open }) => {
    await open('/numbers?q=montfaucon');
    await openNumber(page, 'Montfaucon Livraison');
    for (const tab of ['Overview', 'Templates', 'Details']) {
      await page.getByRole('navigation', { name: 'Pages of this number' }).getByRole('link', { name: tab, exact: true }).click();
      await expect(page).toHaveTitle(new RegExp(`^${tab} ·`));
      const why = await unfold(page.locator('header.number'), 'Generate API key');
      await expect(why).toContainText('The permission is missing');
    }
  });
});
