import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, hydrated, test } from '../support/fixtures.ts';
import { codeFromMail } from '../support/mail.ts';
import { unique, type Partner } from '../support/partner.ts';
import { withConnectButton, withOwnButton } from '../support/partner-page.ts';
import { control } from '../support/simulator.ts';
import type { Stack } from '../support/stack.ts';

const secret = 'a password of her own';

/** Allows an address, as the form of the Integration page does. */
async function allow(page: Page, hub: Stack, address: string): Promise<void> {
  const answer = await page.request.post(`${hub.url}/api/app/onboarding/redirect`, {
    headers: { origin: hub.url },
    form: { what: 'allow', address },
    maxRedirects: 0,
  });
  expect([200, 302, 303]).toContain(answer.status());
}

/** The client pays for its numbers, so that it decides about the permission. */
async function clientPays(page: Page, hub: Stack): Promise<void> {
  await page.request.post(`${hub.url}/api/app/onboarding/payment`, { headers: { origin: hub.url }, form: { payment: 'direct' }, maxRedirects: 0 });
}

/** A browser of the client's, which knows nothing of the partner. */
async function clientOf(browser: Browser, hub: Stack, javaScriptEnabled: boolean | undefined): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: hub.url, javaScriptEnabled });
  if (!hub.url.endsWith(':8082')) {
    // The official button has a fixed address; here something else has its port.
    await context.route('http://localhost:8082/**', (route) =>
      route.fulfill({ status: 302, headers: { location: route.request().url().replace('http://localhost:8082', hub.url) } }),
    );
  }
  return context;
}

/** Sends a template message with a number's key, as the client's messaging software does. */
async function sendWith(hub: Stack, key: string): Promise<void> {
  const call = async (path: string, body: unknown) => {
    const answer = await fetch(`${hub.messagingUrl}${path}`, {
      method: 'POST',
      headers: { 'D360-API-KEY': key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as { messages?: { id: string }[] } };
  };
  const template = { name: 'welcome_back', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'Your order is ready to be picked up.' }] };
  const made = await call('/message_templates', template);
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  await control(hub, 'templates/settle', {});
  const message = { messaging_product: 'whatsapp', to: '4930901820', type: 'template', template: { name: template.name, language: { code: template.language } } };
  const sent = await call('/messages', message);
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  expect(sent.body.messages?.[0]?.id).toMatch(/^wamid\./);
  const refused = await fetch(`${hub.messagingUrl}/messages`, { method: 'POST', headers: { 'D360-API-KEY': `${key}x` }, body: '{}' });
  expect(refused.status).toBe(401);
}

/** Signs up, connects one number at Meta, and shares it. */
async function goThrough(page: Page, hub: Stack, partner: Partner, email: string, scripts: boolean, check: (page: Page) => Promise<void>): Promise<void> {
  const ready = async () => (scripts ? hydrated(page) : undefined);
  await ready();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect WhatsApp');
  await check(page);
  await page.getByLabel('Your name').fill('Ana Costa');
  await page.getByLabel('Company').fill('Corner Bakery');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter the code');
  await ready();
  await check(page);
  await page.getByRole('textbox', { name: 'Code' }).fill(await codeFromMail(hub, email));
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect your WhatsApp account');
  await ready();
  await check(page);
  await page.getByRole('link', { name: 'Continue with Meta' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect your account');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`What may ${partner.name} use?`);
  await ready();
  await check(page);
  await page.getByRole('button', { name: /^Save and go back/ }).click();
}

test('a client comes from the partner’s page with the official button and goes back with the result', async ({ page, browser, hub, partner, javaScriptEnabled, expectAccessible }) => {
  const scripts = javaScriptEnabled !== false;
  const crm = await withConnectButton(partner.id);
  await allow(page, hub, crm.url);
  await clientPays(page, hub);
  const context = await clientOf(browser, hub, javaScriptEnabled);
  const ana = await context.newPage();
  const email = `${unique()}@bakery.example`;
  if (scripts) {
    await ana.goto(crm.url);
    const opened = ana.waitForEvent('popup');
    await ana.getByRole('button', { name: 'Connect' }).click();
    await goThrough(await opened, hub, partner, email, true, expectAccessible);
    await expect(ana.locator('output')).toContainText('"channels":["');
    await expect(ana).toHaveURL((url) => url.searchParams.get('state') === 'order 7');
  } else {
    await ana.goto(`/dashboard/app/${partner.id}/permissions?redirect_url=${encodeURIComponent(crm.url)}&state=order%207`);
    await goThrough(ana, hub, partner, email, false, expectAccessible);
    await expect(ana).toHaveURL((url) => url.href.startsWith(crm.url) && url.searchParams.get('state') === 'order 7');
  }
  const back = new URL(ana.url()).searchParams;
  expect(back.get('client')).toMatch(/^\w+CL$/);
  expect(back.get('channels')).toMatch(/^\[\w+CH\]$/);

  // The partner sees the number, and may make its key.
  const number = (back.get('channels') ?? '').slice(1, -1);
  await page.goto(`/numbers/${number}/api-key`);
  await page.getByRole('button', { name: 'Generate API key' }).click();
  const fresh = page.getByRole('region', { name: 'Your new API key' });
  await expect(fresh).toContainText('it is shown only now');
  await sendWith(hub, await fresh.locator('.secret code').innerText());

  // The client's account is there to stay.
  await ana.goto('/settings/partner');
  await expect(ana.getByRole('row', { name: /Corner Bakery/ })).toContainText('Shared');
  await context.close();
  await crm.close();
});

test('the hub’s own button tells the page the result', async ({ page, browser, hub, partner, javaScriptEnabled, expectAccessible }) => {
  test.skip(javaScriptEnabled === false, 'a button that opens a window is a script');
  const crm = await withOwnButton(hub.url, partner.id);
  await allow(page, hub, crm.url);
  await clientPays(page, hub);
  const context = await clientOf(browser, hub, javaScriptEnabled);
  const ana = await context.newPage();
  await ana.goto(crm.url);
  const opened = ana.waitForEvent('popup');
  await ana.getByRole('button', { name: 'Connect' }).click();
  await goThrough(await opened, hub, partner, `${unique()}@bakery.example`, true, expectAccessible);
  await expect(ana.locator('output')).toContainText('"state":"order 7"');
  expect(ana.url()).toBe(crm.url);
  await context.close();
  await crm.close();
});

test('a link that leads where it must not is refused with a sentence', async ({ page, browser, hub, partner, javaScriptEnabled, expectAccessible }) => {
  expect(page.url()).toBe('about:blank');
  const context = await clientOf(browser, hub, javaScriptEnabled);
  const ana = await context.newPage();
  await ana.goto(`/onboarding/${partner.id}?redirect_url=https%3A%2F%2Fevil.example%2F`);
  await expect(ana.getByText(`leads on to evil.example, which ${partner.name} has not allowed`)).toBeVisible();
  await expectAccessible(ana);
  await context.close();
});
