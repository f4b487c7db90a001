import { join } from 'node:path';

/** The password that the demo's people get in this run. */
export const password = 'correct horse battery staple';

/** The people of the demo data, one per kind that the hub serves. */
export const accounts = {
  owner: { email: 'owner@demo.example' },
  member: { email: 'member@demo.example' },
  client: { email: 'client@demo.example' },
} as const;

export type Role = keyof typeof accounts;
export const roles = Object.keys(accounts) as Role[];

/** Where the setup keeps a role's signed-in cookies. */
export function sessionFile(role: Role): string {
  const directory = process.env.HUB_TEST_DIR;
  if (directory === undefined) throw new Error('the global setup has not run');
  return join(directory, `${role}.json`);
}

