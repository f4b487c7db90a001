import type { Role } from '../support/accounts.ts';
import { expect, test } from '../support/fixtures.ts';

interface Entry {
  role: Role | 'nobody';
  path: string;
  title: string | RegExp;
  /** The page of a number of the list at `path`, by the name of a link on it. */
  by?: string;
}

const pages: Entry[] = [
  { role: 'nobody', path: '/sign-in', title: 'Sign in' },
  { role: 'nobody', path: '/forgot-password', title: 'Ask for a new password' },
  { role: 'nobody', path: '/forgot-password?sent=1', title: 'Ask for a new password' },
  { role: 'owner', path: '/numbers', title: 'WhatsApp Accounts' },
  { role: 'owner', path: '/numbers?q=nobody-has-this-name', title: 'WhatsApp Accounts' },
  { role: 'owner', path: '/numbers?shown=ended', title: 'Ended accounts' },
  { role: 'owner', path: '/numbers?q=989-555-0119', title: 'Overview · +1 989 555 0119', by: '+1 989 555 0119' },
  { role: 'owner', path: '/numbers?q=989-555-0119', title: 'Details · +1 989 555 0119', by: 'Show details' },
  { role: 'owner', path: '/numbers?q=971', title: 'Details · +971 4 555 0143', by: 'Show details' },
  { role: 'owner', path: '/templates', title: 'Templates' },
  { role: 'owner', path: '/templates?status=REJECTED', title: 'Templates' },
  { role: 'owner', path: '/templates?q=nothing-says-this', title: 'Templates' },
  { role: 'client', path: '/templates', title: 'Templates' },
  { role: 'owner', path: '/clients', title: 'Clients' },
  { role: 'owner', path: '/clients?q=nobody-has-this-name', title: 'Clients' },
  { role: 'owner', path: '/notifications', title: 'Notifications' },
  { role: 'owner', path: '/organisations', title: 'Switch organisation' },
  { role: 'owner', path: '/settings', title: 'Your profile' },
  { role: 'owner', path: '/settings/security', title: 'Security' },
  { role: 'owner', path: '/settings/organisation', title: 'Organisation' },
  { role: 'owner', path: '/settings/users', title: 'Users' },
  { role: 'member', path: '/settings/users', title: 'Users' },
  { role: 'client', path: '/numbers', title: 'WhatsApp Accounts' },
  { role: 'client', path: '/settings/organisation', title: 'Organization Settings' },
  { role: 'client', path: '/settings/partner', title: 'Partner' },
];

for (const { role, path, title, by } of pages) {
  test.describe(`${path}${by === undefined ? '' : ` → ${by}`} as ${role}`, () => {
    test.use({ role });

    test('is accessible in both themes, fits 320 px and keeps the policy', async ({ page, open, expectAccessible }) => {
      await open(path);
      if (by !== undefined) await open((await page.getByRole('main').getByRole('link', { name: by }).first().getAttribute('href')) ?? '');
      await expect(page).toHaveTitle(`${title} · Partner Hub`);
      await expectAccessible();
      const response = await page.reload();
      const policy = response?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe-inline');
      await page.setViewportSize({ width: 320, height: 700 });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  });
}
