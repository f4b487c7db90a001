import { expect, test } from '../support/fixtures.ts';
import { oneTimeCode } from '../support/one-time-code.ts';
import { enterPassword } from '../support/session.ts';
import { password } from '../support/accounts.ts';

test('two-factor sign-in is set up, asked for, and turned off', async ({ page, partner, open }) => {
  await open('/settings/security');
  await page.getByRole('button', { name: 'Set up two-factor sign-in' }).click();
  const picture = page.getByRole('img', { name: 'QR code that holds the secret beneath it' });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const secret = await page.locator('#two-factor .secret code').innerText();

  await page.getByLabel('Enter the six digits that the app shows').fill('000000');
  await page.getByRole('button', { name: 'Turn on two-factor sign-in' }).click();
  await expect(page.getByLabel('Enter the six digits that the app shows')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Enter the six digits that the app shows').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Turn on two-factor sign-in' }).click();
  await expect(page.getByText('Two-factor sign-in is on.')).toBeVisible();
  const recovery = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();
  expect(recovery).toHaveLength(10);
  await page.reload();
  await expect(page.getByRole('list', { name: 'Recovery codes' })).toHaveCount(0);

  await page.context().clearCookies({ name: '__Host-session' });
  await open('/sign-in?next=%2Fnotifications');
  await enterPassword(page, partner.owner.email);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter the code');
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('textbox', { name: 'Code', exact: true })).toHaveAttribute('aria-invalid', 'true');
  // Each code counts once, and the present one has turned it on.
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill(oneTimeCode(secret, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/notifications');

  await page.context().clearCookies({ name: '__Host-session' });
  await open('/sign-in');
  await enterPassword(page, partner.owner.email);
  await page.getByRole('link', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recovery[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/numbers');

  await page.goto('/settings/security');
  await expect(page.locator('#two-factor')).toContainText('9 left');
  await page.getByRole('link', { name: 'Turn off two-factor sign-in' }).click();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Turn it off' }).click();
  await expect(page.getByText('Two-factor sign-in is off.')).toBeVisible();
});
