import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { accounts, roles, sessionFile } from './accounts.ts';
import { launchOptions } from './browser.ts';
import { signIn } from './session.ts';
import { startStack } from './stack.ts';

/** Starts one hub for the whole run, signs each role in once, and returns what takes it all down again. */
export default async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'partner-hub-sessions-'));
  const stack = await startStack();
  process.env.HUB_TEST_DIR = directory;
  const stop = async () => {
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await signInEveryRole(stack.url);
  } catch (error) {
    console.error(await stack.log());
    await stop();
    throw error;
  }
  return stop;
}

async function signInEveryRole(baseURL: string): Promise<void> {
  const browser = await chromium.launch(launchOptions);
  try {
    for (const role of roles) {
      const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
      await signIn(await context.newPage(), accounts[role].email);
      await context.storageState({ path: sessionFile(role) });
      await context.close();
    }
  } finally {
    await browser.close();
  }
}
