import { expect, test } from '../support/fixtures.ts';
import { linkFromMail } from '../support/mail.ts';
import { unique } from '../support/partner.ts';

test('somebody new joins by the link of a mail', async ({ page, browser, hub, partner, javaScriptEnabled, open }) => {
  const email = `${unique()}@people.example`;
  await open('/settings/users');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('heading', { name: 'The invitation is on its way' })).toBeVisible();
  await expect(page.locator('.notice code')).toContainText(`${hub.url}/invitation/`);
  await expect(page.locator('#invitations')).toContainText(email);

  const link = await linkFromMail(hub, email, '/invitation');
  const guest = await browser.newContext({ baseURL: hub.url, javaScriptEnabled });
  const other = await guest.newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(`Join ${partner.name}`);
  await expect(other.getByText('Ada Owner invites you as member.')).toBeVisible();
  await other.getByLabel('Your name').fill('Nele Neu');
  await other.getByLabel('Password').fill('a password of her own');
  await other.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(other).toHaveURL('/numbers');
  await expect(other.getByText(partner.name)).toBeVisible();
  await guest.close();

  await page.goto('/settings/users');
  await expect(page.locator('#users').getByRole('row', { name: 'Nele Neu' })).toContainText('Member');
  await expect(page.locator('#invitations')).not.toContainText(email);
});

test('an invitation that was taken back no longer works', async ({ page, hub, partner, open }) => {
  expect(partner.owner.name).toBe('Ada Owner');
  const email = `${unique()}@people.example`;
  await open('/settings/users');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  const link = await linkFromMail(hub, email, '/invitation');
  await page.getByRole('button', { name: `Take back the invitation of ${email}` }).click();
  await expect(page.getByText('The invitation is taken back.')).toBeVisible();
  const response = await page.request.get(`${hub.url}${link}`);
  expect(response.status()).toBe(404);
  expect(await response.text()).toContain('This invitation can no longer be accepted');
});
