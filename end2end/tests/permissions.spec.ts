import { expect, test } from '../support/fixtures.ts';
import { password } from '../support/accounts.ts';
import { openNumber } from '../support/numbers.ts';
import { unique, type Partner } from '../support/partner.ts';
import { signedInCookies } from '../support/session.ts';
import { control } from '../support/simulator.ts';
import type { Stack } from '../support/stack.ts';

/** Connects an account with one number for a new client, and answers the client's address to sign in with. */
async function clientWithNumber(hub: Stack, partner: Partner, name: string, payment: 'partner' | 'direct'): Promise<string> {
  const made = await control<{ waba_id: string; token: string }>(hub, 'wabas', { name, numbers: 1 });
  const account = ['--client-name', name, '--client-email', 'post@client.example', '--waba-id', made.waba_id, '--payment', payment];
  const said = await hub.operate(['waba', 'connect', '--partner', partner.id, ...account, '--token-file', '-'], made.token);
  const client = /Made the client (\w+)\./.exec(said)?.[1] ?? '';
  expect(client, said).not.toBe('');
  const email = `${unique()}@people.example`;
  const who = ['--partner', partner.id, '--client', client, '--email', email, '--name', 'Cleo Client', '--role', 'member'];
  await hub.operate(['user', 'create', ...who, '--password-file', '-'], password);
  return email;
}

test('a client shares a permission and revokes it, and the partner sees both', async ({ page, browser, hub, partner, open, expectAccessible }) => {
  const email = await clientWithNumber(hub, partner, 'Permit Foods', 'direct');
  const elsewhere = await browser.newContext({ baseURL: hub.url });
  await elsewhere.addCookies(await signedInCookies(hub.url, email));
  const client = await elsewhere.newPage();
  await client.goto('/settings/partner');
  await expect(client).toHaveTitle('Partner · Partner Hub');
  const row = client.getByRole('region', { name: 'Permissions per number' }).locator('tbody > tr');
  await expect(row).toContainText('Missing');
  await row.getByRole('button', { name: 'Share with partner' }).click();
  await expect(client.getByText('The permission is shared.')).toBeVisible();
  await expect(row).toContainText('Shared');
  await expect(row).toContainText('by Cleo Client');
  await expectAccessible(client);

  await open('/numbers');
  await openNumber(page, 'Permit Foods');
  await page.getByRole('navigation', { name: 'Pages of this number' }).getByRole('link', { name: 'Details' }).click();
  const fact = page.locator('dl > div').filter({ hasText: 'Partner API Key Permission' }).getByRole('definition');
  await expect(fact).toContainText('Shared');
  await expect(page.getByRole('region', { name: 'History of changes' })).toContainText('By Cleo Client, Permit Foods');

  await row.getByRole('link', { name: 'Revoke' }).click();
  await expect(client.getByText('API keys that exist keep working until they are replaced')).toBeVisible();
  await expectAccessible(client);
  await client.getByRole('button', { name: 'Revoke permission' }).click();
  await expect(client.getByText('The permission is revoked.')).toBeVisible();
  await page.reload();
  await expect(fact).toContainText('Missing');
  await elsewhere.close();
});

test('what the partner pays for is given back by the partner alone', async ({ page, browser, hub, partner, open, expectAccessible }) => {
  const email = await clientWithNumber(hub, partner, 'Permit Drinks', 'partner');
  const elsewhere = await browser.newContext({ baseURL: hub.url });
  await elsewhere.addCookies(await signedInCookies(hub.url, email));
  const client = await elsewhere.newPage();
  await client.goto('/settings/partner');
  const row = client.getByRole('region', { name: 'Permissions per number' }).locator('tbody > tr');
  await expect(row).toContainText('Locked: the partner pays');

  await open('/numbers');
  await openNumber(page, 'Permit Drinks');
  await page.getByRole('navigation', { name: 'Pages of this number' }).getByRole('link', { name: 'Details' }).click();
  await page.getByRole('link', { name: 'Give permission back' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Give permission back');
  await expectAccessible();
  await page.getByRole('button', { name: 'Give permission back' }).click();
  await expect(page.getByText('The permission is given back.')).toBeVisible();
  await client.reload();
  await expect(row).toContainText('Missing');
  await elsewhere.close();
});
