import { expect, type Cookie, type Page } from '@playwright/test';
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

const browserName = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** The cookies of somebody who has signed in elsewhere: the form is sent without opening its page. */
export async function signedInCookies(baseURL: string, email: string): Promise<Cookie[]> {
  const answer = await fetch(`${baseURL}/api/public/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: baseURL, Accept: 'text/html', 'User-Agent': browserName },
    body: new URLSearchParams({ email, password, next: '' }),
  });
  expect([302, 303]).toContain(answer.status);
  expect(answer.headers.get('location')).not.toContain('sign-in');
  return answer.headers.getSetCookie().map((line) => {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
    return { name, value, domain: 'localhost', path: '/', expires: -1, httpOnly: true, secure: true, sameSite: 'Lax' };
  });
}
