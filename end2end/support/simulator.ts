import type { Stack } from './stack.ts';

/** Calls one of the simulator's controls, which stand in for what happens at Meta. */
export async function control<T = unknown>(hub: Stack, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${hub.simulatorUrl}/_simulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the simulator refused ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
