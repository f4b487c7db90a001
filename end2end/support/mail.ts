import { expect } from '@playwright/test';
import type { Stack } from './stack.ts';

/** The code in the subject of the last mail to somebody that has one, as soon as the mail has left. */
export async function codeFromMail(hub: Stack, to: string): Promise<string> {
  let code: string | undefined;
  await expect
    .poll(async () => {
      const [, ...mails] = (await hub.log()).split('Mail to ');
      code = mails.filter((mail) => mail.startsWith(`${to}:`)).flatMap((mail) => /\b(\d{6}) is your code/.exec(mail)?.[1] ?? []).at(-1);
      return code;
    }, { message: `a mail to ${to} with a code`, timeout: 10_000 })
    .toBeDefined();
  return code ?? '';
}

/** The link to `path` in the last mail to somebody that has one, as soon as the mail has left. */
export async function linkFromMail(hub: Stack, to: string, path: string): Promise<string> {
  const pattern = new RegExp(`${path}/[\\w-]+`);
  let link: string | undefined;
  await expect
    .poll(async () => {
      const [, ...mails] = (await hub.log()).split('Mail to ');
      link = mails.filter((mail) => mail.startsWith(`${to}:`)).flatMap((mail) => pattern.exec(mail) ?? []).at(-1);
      return link;
    }, { message: `a mail to ${to} with a link to ${path}`, timeout: 10_000 })
    .toBeDefined();
  return link ?? '';
}
