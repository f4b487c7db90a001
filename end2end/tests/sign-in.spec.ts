import { accounts, password } from '../support/accounts.ts';
import { expect, test } from '../support/fixtures.ts';
import { addPerson, makePartner } from '../support/partner.ts';
import { enterPassword, signIn } from '../support/session.ts';

test('the right password leads to the accounts', async ({ page, open }) => {
  await open('/sign-in');
  await enterPassword(page, accounts.owner.email);
  await expect(page).toHaveURL('/numbers');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('WhatsApp Accounts');
});

test('a wrong password and an unknown address get the same answer', async ({ page, hub, open }) => {
  const { owner } = await makePartner(hub);
  const refusal = 'The e-mail address or the password is not right. Check both and try again.';
  for (const email of [owner.email, `nobody-${owner.email}`]) {
    await open('/sign-in');
    await enterPassword(page, email, 'not the password at all');
    await expect(page.getByText(refusal)).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue(email);
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
    await expect(page).toHaveURL('/sign-in');
  }
  await enterPassword(page, owner.email, password);
  await expect(page).toHaveURL('/numbers');
});

test('a page that was asked for comes after the sign-in', async ({ page, open }) => {
  const wanted = '/numbers?q=kessler&sort=number';
  await page.goto(wanted);
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(wanted)}`);
  await enterPassword(page, accounts.member.email);
  await expect(page).toHaveURL(wanted);
});

test('the sign-in leads to no other site', async ({ page, open }) => {
  await open('/sign-in?next=//elsewhere.example/');
  await enterPassword(page, accounts.member.email);
  await expect(page).toHaveURL('/numbers');
});

test('signing out ends the session', async ({ page, partner, open }) => {
  await open('/numbers');
  await expect(page.getByText(partner.name)).toBeVisible();
  await page.getByLabel('Profile', { exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('status')).toHaveText('You are signed out.');
  await page.goto('/numbers');
  await expect(page).toHaveURL('/sign-in?next=%2Fnumbers');
});

test('a client sees its own numbers in its own frame', async ({ page }) => {
  await signIn(page, accounts.client.email);
  await expect(page.getByText('Client of Nordstern Connect')).toBeVisible();
  await expect(page.locator('.cards > li')).toHaveCount(5);
});

test('a member has the numbers and not the users', async ({ page, hub, partner }) => {
  const member = await addPerson(hub, partner.id, 'member', 'Max Member');
  await page.context().clearCookies();
  await signIn(page, member.email);
  await page.goto('/settings/users');
  await expect(page.getByText('Inviting people, changing roles and removing people is for owners: Ada Owner.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send invitation' })).toHaveCount(0);
});
