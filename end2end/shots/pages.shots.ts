import { join } from 'node:path';
import type { Role } from '../support/accounts.ts';
import { hydrated, test } from '../support/fixtures.ts';

interface Shot {
  name: string;
  role: Role | 'nobody';
  path: string;
  /** Opens the first number of the list and takes the page of it that this names. */
  ofFirstNumber?:
    | '' | '/details' | '/templates' | '/api-key' | '/profile' | '/profile/picture' | '/catalog' | '/balance' | '/webhook'
    | '/cancel' | '/cancel-payment' | '/take-over' | '/deletion';
  /** Opens the first client of the list. */
  ofFirstClient?: true;
  /** Opens the first template of the list, or the editor of a copy of it. */
  ofFirstTemplate?: 'page' | 'editor' | '/delete' | '/copy' | '/test';
}

// SHOTS_FOLD=1 takes what fits the screen, as the pictures in the README do; otherwise the whole page.
const fullPage = process.env.SHOTS_FOLD === undefined;
const missing = 'not-found';

const shots: Shot[] = [
  { name: 'sign-in', role: 'nobody', path: '/sign-in' },
  { name: 'forgot-password', role: 'nobody', path: '/forgot-password' },
  { name: 'accounts', role: 'owner', path: '/numbers' },
  { name: 'accounts-search', role: 'owner', path: '/numbers?q=nord' },
  { name: 'accounts-empty', role: 'owner', path: '/numbers?q=nobody-has-this-name' },
  { name: 'number', role: 'owner', path: '/numbers', ofFirstNumber: '' },
  { name: 'details', role: 'owner', path: '/numbers', ofFirstNumber: '/details' },
  { name: 'api-key', role: 'owner', path: '/numbers', ofFirstNumber: '/api-key' },
  { name: 'profile', role: 'owner', path: '/numbers', ofFirstNumber: '/profile' },
  { name: 'profile-picture', role: 'owner', path: '/numbers', ofFirstNumber: '/profile/picture' },
  { name: 'catalog', role: 'owner', path: '/numbers', ofFirstNumber: '/catalog' },
  { name: 'client-catalog', role: 'client', path: '/numbers', ofFirstNumber: '/catalog' },
  { name: 'balance', role: 'owner', path: '/numbers?q=montfaucon', ofFirstNumber: '/balance' },
  { name: 'client-balance', role: 'client', path: '/numbers', ofFirstNumber: '/balance' },
  { name: 'templates', role: 'owner', path: '/templates' },
  { name: 'number-templates', role: 'owner', path: '/numbers', ofFirstNumber: '/templates' },
  { name: 'template', role: 'owner', path: '/templates?q=carousel', ofFirstTemplate: 'page' },
  { name: 'template-editor', role: 'owner', path: '/templates?status=APPROVED', ofFirstTemplate: 'editor' },
  { name: 'template-delete', role: 'owner', path: '/templates?status=APPROVED', ofFirstTemplate: '/delete' },
  { name: 'template-copy', role: 'owner', path: '/templates', ofFirstTemplate: '/copy' },
  { name: 'template-test', role: 'owner', path: '/templates?status=APPROVED', ofFirstTemplate: '/test' },
  { name: 'notifications', role: 'owner', path: '/notifications' },
  { name: 'organisations', role: 'owner', path: '/organisations' },
  { name: 'settings', role: 'owner', path: '/settings' },
  { name: 'settings-organisation', role: 'owner', path: '/settings/organisation' },
  { name: 'settings-security', role: 'owner', path: '/settings/security' },
  { name: 'settings-integration', role: 'owner', path: '/settings/integration' },
  { name: 'settings-users', role: 'owner', path: '/settings/users' },
  { name: 'settings-users-member', role: 'member', path: '/settings/users' },
  { name: missing, role: 'owner', path: '/there-is-no-such-page' },
  { name: 'clients', role: 'owner', path: '/clients' },
  { name: 'client-details', role: 'owner', path: '/clients', ofFirstClient: true },
  { name: 'cancel-payment', role: 'owner', path: '/numbers', ofFirstNumber: '/cancel-payment' },
  { name: 'number-webhook', role: 'owner', path: '/numbers', ofFirstNumber: '/webhook' },
  { name: 'client-accounts', role: 'client', path: '/numbers' },
  { name: 'client-number-details', role: 'client', path: '/numbers', ofFirstNumber: '/details' },
  { name: 'client-cancel', role: 'client', path: '/numbers', ofFirstNumber: '/cancel' },
  { name: 'client-deletion', role: 'client', path: '/numbers', ofFirstNumber: '/deletion' },
];

for (const { name, role, path, ofFirstNumber, ofFirstClient, ofFirstTemplate } of shots) {
  test.describe(name, () => {
    test.use({ role, expectedComplaints: name === missing ? [/status of 404/] : [] });
    test(name, async ({ page }, info) => {
      await page.goto(path);
      if (ofFirstNumber !== undefined) {
        const href = await page.locator('a[href^="/numbers/"]').first().getAttribute('href');
        const number = href?.match(/^\/numbers\/[^/?]+/)?.[0] ?? '';
        await page.goto(`${number}${ofFirstNumber}`);
      }
      if (ofFirstClient !== undefined) {
        await page.goto((await page.locator('a[href^="/clients/"]').first().getAttribute('href')) ?? '/clients');
      }
      if (ofFirstTemplate !== undefined) {
        const href = (await page.locator('.tpl h2 a').first().getAttribute('href')) ?? '';
        await page.goto(ofFirstTemplate.startsWith('/') ? `${href}${ofFirstTemplate}` : href);
        if (ofFirstTemplate === 'editor') await page.getByRole('button', { name: 'Copy', exact: true }).click();
      }
      // An error page runs no scripts.
      if (name !== missing) await hydrated(page);
      await page.screenshot({ path: join(process.env.SHOTS_DIR ?? 'shots/out', `${name}-${info.project.name}.png`), fullPage });
    });
  });
}
