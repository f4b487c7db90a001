import { expect, type Browser, type Cookie, type Page } from '@playwright/test';
import { password } from './accounts.ts';

/** Fills in the sign-in and sends it, wherever it leads. */
export async function enterPassword(page: Page, email: string, secret = password): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in through the form, as a person does, with or without JavaScript. */
export async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto('/sign-in');
  await enterPassword(page, email, secret);
  await expect(page).not.toHaveURL(/sign-in/);
}

/** The cookies of a browser of its own in which somebody has signed in. */
export async function signedInCookies(browser: Browser, baseURL: string, email: string): Promise<Cookie[]> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  try {
    await signIn(await context.newPage(), email);
    return await context.cookies();
  } finally {
    await context.close();
  }
}
