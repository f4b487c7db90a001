import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, test } from '../support/fixtures.ts';
import { openNumber } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';

interface Got {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A system of the partner's: it keeps what it gets and answers with the status that it is told. */
async function listener(): Promise<{ address: string; got: Got[]; answer: (status: number) => void; close: () => Promise<void> }> {
  const got: Got[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.statusCode = status;
      response.end('noted');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => new Promise<void>((done) => server.close(() => done()));
  return { address: `http://127.0.0.1:${port}/events`, got, answer: (to) => (status = to), close };
}

test('a webhook is set up, tested, signed and removed', async ({ page, partner, open, expectAccessible }) => {
  expect(partner.owner.name).toBe('Ada Owner');
  const system = await listener();
  await open('/settings/integration');
  await expect(page).toHaveTitle('Integration · Partner Hub');
  const webhook = page.getByRole('region', { name: 'Webhook' });
  await expectAccessible();

  await webhook.getByLabel('Address').fill('http://hooks.example.com/');
  await webhook.getByRole('button', { name: 'Set up webhook' }).click();
  await expect(webhook.getByText('Enter an address that begins with https://')).toBeVisible();
  await expect(webhook.getByLabel('Address')).toHaveValue('http://hooks.example.com/');

  await webhook.getByLabel('Address').fill(system.address);
  await webhook.getByLabel('Headers that go along').fill('Authorization: Bearer hush');
  await webhook.getByRole('button', { name: 'Set up webhook' }).click();
  await expect(page.getByText('The webhook is saved.')).toBeVisible();
  await expect(webhook.getByLabel('Headers that go along')).toHaveValue('authorization: ••••••••');
  const attempts = page.getByRole('region', { name: 'Last attempts' });
  await expect(attempts).toContainText('Nothing has been delivered yet.');
  await expectAccessible();

  await webhook.getByRole('button', { name: 'Send test event' }).click();
  await expect(webhook.getByText('The test was taken: status 200')).toBeVisible();
  await expect(attempts.locator('tbody > tr')).toHaveCount(1);
  await expect(attempts).toContainText('Taken (200)');
  const sent = system.got[0];
  expect(sent?.headers.authorization).toBe('Bearer hush');

  const secret = page.getByRole('region', { name: 'Signing secret' });
  await secret.getByRole('button', { name: 'Show secret' }).click();
  const shown = secret.locator('.secret code');
  await expect(shown).toHaveText(/^whsec_/);
  const hex = createHmac('sha256', await shown.innerText()).update(sent?.body ?? '').digest('hex');
  expect(sent?.headers['x-360dialog-signature']).toBe(hex);
  await expectAccessible();
  await secret.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(page.getByText('There is a new signing secret.')).toBeVisible();
  await expect(secret).toContainText('each event carries two signatures');

  system.answer(503);
  await webhook.getByRole('button', { name: 'Send test event' }).click();
  await expect(webhook.getByText('The test was not taken: status 503')).toBeVisible();
  await expect(attempts.locator('tbody > tr')).toHaveCount(2);
  await expectAccessible();

  await webhook.getByRole('button', { name: 'Turn off' }).click();
  await expect(webhook).toContainText('Off: events are not delivered');
  await webhook.getByRole('link', { name: 'Remove webhook' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Remove the webhook');
  await expectAccessible();
  await page.getByRole('button', { name: 'Remove webhook' }).click();
  await expect(page.getByText('The webhook is removed.')).toBeVisible();
  await expect(webhook.getByRole('button', { name: 'Set up webhook' })).toBeVisible();
  await system.close();
});

test("a number's own webhook is set and taken away", async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Hooked Fish', 1);
  const system = await listener();
  await open('/numbers');
  await openNumber(page, 'Hooked Fish');
  await page.getByRole('navigation', { name: 'Pages of this number' }).getByRole('link', { name: 'Webhook' }).click();
  await expect(page).toHaveTitle(/^Webhook ·/);
  const webhook = page.getByRole('region', { name: 'Webhook' });
  await expect(webhook).toContainText('Nowhere yet');
  await expectAccessible();
  await webhook.getByLabel('Address').fill(system.address);
  await webhook.getByRole('button', { name: 'Save webhook' }).click();
  await expect(page.getByText('The webhook is saved.')).toBeVisible();
  await webhook.getByRole('button', { name: 'Send test message' }).click();
  await expect(page.getByText('The test was taken: status 200')).toBeVisible();
  expect(system.got[0]?.body).toContain('"object":"whatsapp_business_account"');
  await expectAccessible();
  await webhook.getByRole('button', { name: 'Remove webhook' }).click();
  await expect(page.getByText('The number has no webhook of its own any more.')).toBeVisible();
  await expect(webhook).toContainText('Nowhere yet');
  await system.close();
});
