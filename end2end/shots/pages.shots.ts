import { join } from 'node:path';
import type { Role } from '../support/accounts.ts';
import { hydrated, test } from '../support/fixtures.ts';

interface Shot {
  name: string;
  role: Role | 'nobody';
  path: string;
}

const shots: Shot[] = [
  { name: 'sign-in', role: 'nobody', path: '/sign-in' },
  { name: 'numbers', role: 'owner', path: '/' },
];

for (const { name, role, path } of shots) {
  test.describe(name, () => {
    test.use({ role });
    test(name, async ({ page }, info) => {
      await page.goto(path);
      await hydrated(page);
      await page.screenshot({ path: join(process.env.SHOTS_DIR ?? 'shots/out', `${name}-${info.project.name}.png`), fullPage: true });
    });
  });
}
