import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { expect, hydrated, test } from '../support/fixtures.ts';
import { codeFromMail } from '../support/mail.ts';
import { connectAccount, makePartner, unique } from '../support/partner.ts';
import { signedInCookies } from '../support/session.ts';

const fullPage = process.env.SHOTS_FOLD === undefined;
const pin = '135790';

/** Takes the page once its heading says this. */
async function shot(page: Page, info: TestInfo, name: string, heading: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  await hydrated(page);
  await page.screenshot({ path: join(process.env.SHOTS_DIR ?? 'shots/out', `${name}-${info.project.name}.png`), fullPage });
}

test('onboarding', async ({ page, browser, hub }, info) => {
  const partner = await makePartner(hub);
  const email = `${unique()}@bakery.example`;
  const owner = await browser.newContext({ baseURL: hub.url });
  await owner.addCookies(await signedInCookies(hub.url, partner.owner.email));
  const direct = { headers: { origin: hub.url }, form: { payment: 'direct' }, maxRedirects: 0 };
  await owner.request.post(`${hub.url}/api/app/onboarding/payment`, direct);
  await owner.close();
  // The last page leads on to another site after a second; this answer keeps it.
  await page.route((url) => !['127.0.0.1', 'localhost'].includes(url.hostname), (route) => route.fulfill({ status: 204 }));

  await page.goto(`/onboarding/${partner.id}?next=login`);
  await shot(page, info, 'onboarding-sign-in', 'Sign in to go on');
  await page.goto(`/onboarding/${partner.id}?name=Ana+Costa&email=${encodeURIComponent(email)}`);
  await shot(page, info, 'onboarding-start', 'Connect WhatsApp');
  await page.getByLabel('Company').fill('Corner Bakery');
  await page.getByLabel('Password').fill('a password of her own');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await shot(page, info, 'onboarding-code', 'Enter the code');
  await page.getByRole('textbox', { name: 'Code' }).fill(await codeFromMail(hub, email));
  await page.getByRole('button', { name: 'Go on' }).click();
  await shot(page, info, 'onboarding-connect', 'Connect your WhatsApp account');
  await page.getByRole('link', { name: 'Continue with Meta' }).click();
  await page.getByLabel('How many numbers').fill('2');
  await page.getByLabel('PIN that the numbers have already').fill(pin);
  await page.getByRole('button', { name: 'Finish' }).click();
  await shot(page, info, 'onboarding-pin', `What may ${partner.name} use?`);
  for (const left of [1, 0]) {
    await page.getByLabel('PIN', { exact: true }).first().fill(pin);
    await page.getByRole('button', { name: 'Register the number' }).first().click();
    await expect(page.getByRole('button', { name: 'Register the number' })).toHaveCount(left);
    await hydrated(page);
  }
  await shot(page, info, 'onboarding-permissions', `What may ${partner.name} use?`);
  await page.getByRole('button', { name: /^Save and go back/ }).click();
  await shot(page, info, 'onboarding-done', 'All done');
  await page.goto(`/onboarding/${partner.id}?client_id=nobodyCL`);
  await shot(page, info, 'onboarding-known', `Connect with ${partner.name}`);
});

test.describe('onboarding-refused', () => {
  test.use({ expectedComplaints: [/status of 409/] });
  test('onboarding-refused', async ({ page, hub }, info) => {
    const partner = await makePartner(hub);
    await page.goto(`/onboarding/${partner.id}?redirect_url=https%3A%2F%2Fevil.example%2F`);
    await expect(page.getByText('leads on to evil.example')).toBeVisible();
    await page.screenshot({ path: join(process.env.SHOTS_DIR ?? 'shots/out', `onboarding-refused-${info.project.name}.png`), fullPage });
  });
});

test('request-permission', async ({ page, hub, partner }, info) => {
  await connectAccount(hub, partner, 'Corner Bakery', 2, 'direct');
  await connectAccount(hub, partner, 'Café Nord', 1, 'direct');
  await page.goto('/permission-requests');
  await shot(page, info, 'permission-requests', 'Request permission');
  const numbers = page.getByRole('checkbox');
  const number = (await numbers.first().getAttribute('value')) ?? '';
  await numbers.first().check();
  await numbers.last().check();
  await page.getByRole('button', { name: 'Make links' }).click();
  await expect(page.getByRole('region', { name: 'Asked' })).toBeVisible();
  await shot(page, info, 'permission-requests-asked', 'Request permission');
  await page.goto(`/numbers/${number}/request-permission`);
  await shot(page, info, 'request-permission', 'Request permission');
});
