import { expect, test } from '../support/fixtures.ts';
import { password } from '../support/accounts.ts';
import { card } from '../support/numbers.ts';
import { unique, type Partner } from '../support/partner.ts';
import { signedInCookies } from '../support/session.ts';
import { control } from '../support/simulator.ts';
import type { Stack } from '../support/stack.ts';
import type { Browser, Page } from '@playwright/test';

interface Client {
  page: Page;
  wabaId: string;
  close: () => Promise<void>;
}

/** A client with one number that the partner pays for, whose owner has a browser of its own. */
async function openClient(browser: Browser, hub: Stack, partner: Partner, name: string): Promise<Client> {
  const made = await control<{ waba_id: string; token: string }>(hub, 'wabas', { name, numbers: 1 });
  const account = ['--client-name', name, '--client-email', 'post@client.example', '--waba-id', made.waba_id];
  const said = await hub.operate(['waba', 'connect', '--partner', partner.id, ...account, '--token-file', '-'], made.token);
  const client = /Made the client (\w+)\./.exec(said)?.[1] ?? '';
  expect(client, said).not.toBe('');
  const email = `${unique()}@people.example`;
  const who = ['--partner', partner.id, '--client', client, '--email', email, '--name', 'Cleo Client', '--role', 'owner'];
  await hub.operate(['user', 'create', ...who, '--password-file', '-'], password);
  const context = await browser.newContext({ baseURL: hub.url });
  await context.addCookies(await signedInCookies(hub.url, email));
  const page = await context.newPage();
  await page.goto('/numbers');
  await expect(card(page, name)).toBeVisible();
  return { page, wabaId: made.waba_id, close: () => context.close() };
}

/** Opens the details of the client's one number. */
async function openDetails(page: Page, name: string): Promise<void> {
  await card(page, name).getByRole('link', { name: 'Show details' }).click();
  await expect(page).toHaveTitle(/^Details · /);
}

test('a client cancels a number and takes it back', async ({ browser, hub, partner, expectAccessible }) => {
  const client = await openClient(browser, hub, partner, 'Cancel Foods');
  const { page } = client;
  const summary = page.getByRole('list', { name: 'Your numbers in short' });
  await expect(summary).toContainText('1 number runs');
  await openDetails(page, 'Cancel Foods');
  await page.getByRole('link', { name: 'Cancel subscription' }).click();
  await expect(page.getByText('The last day of this number is')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Cancel subscription' }).click();
  await expect(page.getByText('Type CANCEL to confirm.')).toBeVisible();
  await page.getByLabel('Type CANCEL to confirm').fill('CANCEL');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Cancel subscription' }).click();
  await expect(page.getByText('The subscription is cancelled.').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Danger zone' })).toContainText('Pending cancellation');
  await expectAccessible(page);
  await page.goto('/numbers');
  await expect(card(page, 'Cancel Foods')).toContainText('Works until');
  await expect(summary).toContainText('1 is pending cancellation');
  await expectAccessible(page);

  await openDetails(page, 'Cancel Foods');
  await page.getByRole('link', { name: 'Take the cancellation back' }).click();
  await expect(page.getByText('Pending cancellation: the number works until')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take the cancellation back' }).click();
  await expect(page.getByText('The cancellation is taken back.')).toBeVisible();
  await client.close();
});

test('a partner stops paying and the client takes over', async ({ page, browser, hub, partner, open, expectAccessible }) => {
  const client = await openClient(browser, hub, partner, 'Payment Foods');
  await open('/clients?q=payment');
  await page.getByRole('link', { name: 'Payment Foods' }).click();
  await expect(page).toHaveTitle('Client details · Payment Foods · Partner Hub');
  await page.getByRole('region', { name: 'Danger zone' }).getByRole('link', { name: 'Cancel payment' }).click();
  await expect(page.getByText('The client is told at once, here and by e-mail.')).toBeVisible();
  await expectAccessible();
  await page.getByLabel('Type CANCEL to confirm').fill('cancel');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Cancel payment' }).click();
  await expect(page.getByText('The payment is cancelled, and the client is told.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Danger zone' })).toContainText('Go on paying');
  await expectAccessible();

  await client.page.goto('/numbers');
  await expect(card(client.page, 'Payment Foods')).toContainText('Take over the payment');
  await openDetails(client.page, 'Payment Foods');
  await client.page.getByRole('link', { name: 'Take over the payment' }).first().click();
  await expect(client.page.getByText('stops paying for this number on')).toBeVisible();
  await expectAccessible(client.page);
  await client.page.getByRole('button', { name: 'Take over the payment' }).click();
  await expect(client.page.getByText('You pay for this number from now on, and it goes on.')).toBeVisible();
  await client.close();
});

test('a client asks Meta to delete its account', async ({ browser, hub, partner, expectAccessible }) => {
  const client = await openClient(browser, hub, partner, 'Delete Foods');
  const { page } = client;
  await openDetails(page, 'Delete Foods');
  await page.getByRole('link', { name: 'Ask for deletion' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ask Meta to delete Delete Foods');
  await expectAccessible(page);
  await page.getByLabel('Type DELETE to confirm').fill('DELETE');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Record the request' }).click();
  await expect(page.getByRole('heading', { name: 'Waiting for Meta' })).toBeVisible();
  await expectAccessible(page);
  const address = page.url();
  await control(hub, `wabas/${client.wabaId}`, { event: 'ACCOUNT_DELETED' });
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByText('Meta has reported that the account is deleted.')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await client.close();
});
