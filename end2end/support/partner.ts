import { randomBytes } from 'node:crypto';
import { password } from './accounts.ts';
import { control } from './simulator.ts';
import type { Stack } from './stack.ts';

/** Somebody who signs in with the password of the demo. */
export interface Person {
  name: string;
  email: string;
}

/** An organisation of a test's own, so that what the test changes is seen by no other. */
export interface Partner {
  id: string;
  name: string;
  owner: Person;
}

/** A word that no other test uses. */
export const unique = (): string => randomBytes(4).toString('hex');

/** Makes a partner with one owner, as the operator does. */
export async function makePartner(hub: Stack): Promise<Partner> {
  const name = `Agency ${unique()}`;
  const id = (await hub.operate(['partner', 'create', '--name', name])).trim();
  return { id, name, owner: await addPerson(hub, id, 'owner', 'Ada Owner') };
}

/** Adds a person to a partner, as the operator does; one that exists gets a further organisation. */
export async function addPerson(hub: Stack, partner: string, role: 'owner' | 'member', name: string, email = `${unique()}@people.example`): Promise<Person> {
  const who = ['--partner', partner, '--email', email, '--name', name, '--role', role];
  await hub.operate(['user', 'create', ...who, '--password-file', '-'], password);
  return { name, email };
}

/** An account at the simulator, connected to a partner. */
export interface Account {
  waba_id: string;
  /** Meta's ids of its numbers. */
  number_ids: string[];
}

/** Makes an account with numbers at the simulator and connects it for a new client. */
export async function connectAccount(hub: Stack, partner: Partner, client: string, numbers: number, payment: 'partner' | 'direct' = 'partner'): Promise<Account> {
  const made = await control<Account & { token: string }>(hub, 'wabas', { name: client, numbers });
  const account = ['--client-name', client, '--client-email', 'post@client.example', '--waba-id', made.waba_id, '--payment', payment];
  await hub.operate(['waba', 'connect', '--partner', partner.id, ...account, '--token-file', '-'], made.token);
  return made;
}
