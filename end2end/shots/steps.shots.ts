import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { test } from '../support/fixtures.ts';
import { linkFromMail } from '../support/mail.ts';
import { card, unfold } from '../support/numbers.ts';
import { oneTimeCode } from '../support/one-time-code.ts';
import { connectAccount, unique } from '../support/partner.ts';

const take = async (page: Page, info: TestInfo, name: string): Promise<void> => {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(process.env.SHOTS_DIR ?? '.', `${name}-${info.project.name}.png`), fullPage: true });
};

test('two-factor sign-in', async ({ page, partner, open }, info) => {
  await open('/settings/security');
  await page.getByRole('button', { name: 'Set up two-factor sign-in' }).click();
  const secret = await page.locator('#two-factor .secret code').innerText();
  await take(page, info, 'two-factor');
  await page.getByLabel('Enter the six digits that the app shows').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Turn on two-factor sign-in' }).click();
  await page.getByText('Two-factor sign-in is on.').waitFor();
  await take(page, info, `recovery-codes${partner.id === '' ? '-nobody' : ''}`);
  await open('/settings/security/two-factor-off');
  await take(page, info, 'two-factor-off');
});

test('an invitation and a removal', async ({ page, hub, partner, open }, info) => {
  const email = `${unique()}@people.example`;
  await open('/settings/users');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByRole('heading', { name: 'The invitation is on its way' }).waitFor();
  await take(page, info, 'invited');
  await page.getByLabel(`Manage ${partner.owner.name}`).click();
  await page.getByRole('link', { name: 'Leave the organisation' }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
  await take(page, info, 'removal');
  await page.context().clearCookies();
  await open(await linkFromMail(hub, email, '/invitation'));
  await take(page, info, 'invitation');
});

test('open menus and filters', async ({ page, hub, partner, open }, info) => {
  await connectAccount(hub, partner, 'Menu and Sons', 2);
  await open('/numbers?quality=GREEN');
  await unfold(card(page, 'Menu and Sons').first(), 'Manage account');
  await take(page, info, 'menu');
  await unfold(page.getByRole('group', { name: 'Filters' }), /^Status/);
  await take(page, info, 'filter');
});
