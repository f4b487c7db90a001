import { expect, test } from '../support/fixtures.ts';
import { addPerson, connectAccount } from '../support/partner.ts';
import { enterPassword, signedInCookies } from '../support/session.ts';
import { password } from '../support/accounts.ts';
import { rows } from '../support/numbers.ts';

test('a name is changed', async ({ page, partner, open }) => {
  await open('/settings');
  await expect(page.getByLabel('Name')).toHaveValue(partner.owner.name);
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Your profile is saved.' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name')).toHaveValue('Ada Lovelace');
});

test('a chosen theme stands in what the server sends', async ({ page, partner, open }) => {
  expect(partner.id).not.toBe('');
  await open('/settings');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  for (const [label, code] of [['Dark', 'dark'], ['Light', 'light']] as const) {
    await page.getByLabel('Colours').selectOption(label);
    await page.getByRole('button', { name: 'Save profile' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', code);
    const reloaded = await page.goto('/numbers');
    expect(await reloaded?.text()).toContain(`data-theme="${code}"`);
    await open('/settings');
  }
});

test('the compressed list can be chosen here too', async ({ page, hub, partner, open }) => {
  await connectAccount(hub, partner, 'Two numbers', 2);
  await open('/settings');
  await page.getByLabel('WhatsApp Accounts').selectOption('Compressed list');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('Your profile is saved.')).toBeVisible();
  await page.goto('/numbers');
  await expect(rows(page)).toHaveCount(2);
});

test('a password is changed, and other browsers are signed out', async ({ page, browser, hub, partner, open }) => {
  const elsewhere = await browser.newContext({ baseURL: hub.url });
  await elsewhere.addCookies(await signedInCookies(hub.url, partner.owner.email));
  await open('/settings/security');
  await page.getByLabel('Present password').fill('not the password at all');
  await page.getByLabel('New password').fill('another good password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Present password')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Present password').fill(password);
  await page.getByLabel('New password').fill('another good password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed. Your other browsers are signed out.')).toBeVisible();

  const other = await elsewhere.newPage();
  await other.goto('/numbers');
  await expect(other).toHaveURL(/sign-in/);
  await enterPassword(other, partner.owner.email, 'another good password');
  await expect(other).toHaveURL('/numbers');
  await elsewhere.close();
});

test('sessions are ended one by one and all at once', async ({ page, hub, partner, open }) => {
  for (let count = 0; count < 3; count += 1) await signedInCookies(hub.url, partner.owner.email);
  await open('/settings/security');
  const sessions = page.locator('#sessions').getByRole('listitem');
  await expect(sessions).toHaveCount(4);
  await expect(sessions.filter({ hasText: 'This browser' })).toHaveCount(1);
  await page.getByRole('button', { name: 'End session' }).first().click();
  await expect(page.getByText('That browser is signed out.')).toBeVisible();
  await expect(sessions).toHaveCount(3);
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  await expect(page.getByText('Every other browser is signed out.')).toBeVisible();
  await expect(sessions).toHaveCount(1);
});

test('a user gets another role and is removed', async ({ page, hub, partner, open }) => {
  await addPerson(hub, partner.id, 'member', 'Max Member');
  await open('/settings/users');
  const max = page.locator('#users').getByRole('row', { name: 'Max Member' });
  await max.getByLabel('Manage Max Member').click();
  await max.getByRole('button', { name: 'Make owner' }).click();
  await expect(page.getByText('The role is changed.')).toBeVisible();
  await expect(max).toContainText('Owner');

  await max.getByLabel('Manage Max Member').click();
  await max.getByRole('link', { name: 'Remove user' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Remove Max Member');
  await page.getByRole('button', { name: 'Remove Max Member' }).click();
  await expect(page.getByText('The person is removed')).toBeVisible();
  await expect(max).toHaveCount(0);
});

test('the last owner stays', async ({ page, partner, open }) => {
  await open('/settings/users');
  await page.getByLabel(`Manage ${partner.owner.name}`).click();
  await page.getByRole('button', { name: 'Make member' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('#users').getByRole('row', { name: partner.owner.name })).toContainText('Owner');
});
