import { type Browser, launch, type Page } from 'puppeteer-core';
import { has } from './tools.js';

const PROGRAM = '/usr/bin/chromium';

/** Whether there is a browser; where tests may not be skipped, there must be. */
export const hasBrowser = has(PROGRAM, 'chromium');

/** Debian's Chromium, without a window. */
export function openBrowser(): Promise<Browser> {
  return launch({
    executablePath: PROGRAM,
    // Root has no sandbox, and containers have a small /dev/shm.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run'],
  });
}

/** What went wrong on a page, and what it asked for. */
export interface Watched {
  readonly page: Page;
  readonly problems: string[];
  readonly requests: string[];
}

/** A new page; errors and requests are written down from the beginning. */
export async function watchedPage(browser: Browser): Promise<Watched> {
  const page = await browser.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  return { page, problems, requests };
}
