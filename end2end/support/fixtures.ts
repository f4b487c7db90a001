import { test as base, expect as baseExpect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { sessionFile, type Role } from './accounts.ts';
import { makePartner, type Partner } from './partner.ts';
import { signedInCookies } from './session.ts';
import { sharedStack, type Stack } from './stack.ts';
import { Complaints } from './watch.ts';

/** What a spec can set with `test.use({ … })`. */
export interface Options {
  /** Who is signed in from the start; `nobody` for the pages before the sign-in. */
  role: Role | 'nobody';
  /** Complaints of the browser that the test is about, for example the 404 of a page that must not be there. */
  expectedComplaints: RegExp[];
}

interface Fixtures {
  complaints: Complaints;
  /** Opens a page of the hub and waits until it is fully usable: hydrated, or complete without JavaScript. */
  open: (path: string) => Promise<void>;
  /** Fails if the page breaks any of axe's rules, as it stands now. */
  expectAccessible: (page?: Page) => Promise<void>;
  /** The hub and the simulator of the run. Their demo data stays as it is: whatever a test changes is its own `partner`'s. */
  hub: Stack;
  /** A partner of the test's own, whose owner is signed in. */
  partner: Partner;
}

// Where scripts are off nothing uses what is loaded ahead for them.
const unusedPreload = /was preloaded using link preload but not used/;

export const test = base.extend<Fixtures & Options>({
  role: ['nobody', { option: true }],
  expectedComplaints: [[], { option: true }],

  hub: async ({}, use) => use(sharedStack()),

  baseURL: async ({ hub }, use) => use(hub.url),

  storageState: async ({ role }, use) => use(role === 'nobody' ? undefined : sessionFile(role)),

  partner: async ({ hub, context }, use) => {
    const partner = await makePartner(hub);
    await context.addCookies(await signedInCookies(hub.url, partner.owner.email));
    await use(partner);
  },

  // On every test, whether it asks for it or not.
  complaints: [
    async ({ context, expectedComplaints, javaScriptEnabled }, use) => {
      const complaints = new Complaints(javaScriptEnabled === false ? [...expectedComplaints, unusedPreload] : expectedComplaints);
      complaints.watch(context);
      await use(complaints);
      baseExpect(complaints.all, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ page, javaScriptEnabled }, use) => {
    await use(async (path) => {
      await page.goto(path);
      if (javaScriptEnabled !== false) await hydrated(page);
    });
  },

  expectAccessible: async ({ page, javaScriptEnabled }, use) => {
    await use(async (other = page) => {
      baseExpect(await violations(other, javaScriptEnabled !== false)).toEqual([]);
    });
  },
});

export const expect = baseExpect;

/** Waits for the mark that the WebAssembly module leaves on `<html>` when it has taken the page over. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached', timeout: 15_000 });
}
