import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

/**
 * Everything the browser complained about on any page of a context: console errors and warnings (a failed
 * hydration is one), uncaught errors, panics of the WebAssembly module, violations of the content security policy,
 * and answers of the server's own fault.
 */
export class Complaints {
  readonly all: string[] = [];

  constructor(private readonly expected: readonly RegExp[]) {}

  watch(context: BrowserContext): void {
    for (const page of context.pages()) this.watchPage(page);
    context.on('page', (page) => this.watchPage(page));
  }

  private watchPage(page: Page): void {
    page.on('console', (message) => this.console(message));
    page.on('pageerror', (error) => this.add(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => this.add(`the page crashed: ${page.url()}`));
    page.on('response', (response) => {
      if (response.status() >= 500) this.add(`${response.status()} from ${response.url()}`);
    });
  }

  private console(message: ConsoleMessage): void {
    if (!['error', 'warning', 'assert'].includes(message.type())) return;
    this.add(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  }

  private add(complaint: string): void {
    if (!this.expected.some((pattern) => pattern.test(complaint))) this.all.push(complaint);
  }
}
