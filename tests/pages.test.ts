import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanDetail } from '../src/model/plan-detail.js';
import { planInFull } from '../src/plan/full/plan-in-full.js';
import { renderHtml } from '../src/render/html.js';
import { renderMarkdown } from '../src/render/markdown.js';
import type { Block, Timeline } from '../src/report/block.js';
import { reportPlanDetail } from '../src/report/plan-detail-report.js';
import { reportRunbookDetail } from '../src/report/runbook-detail-report.js';
import { reportOnePage } from '../src/report/runbook-one-page-report.js';
import { writeFullRunbook } from '../src/rollback/full/write-full-runbook.js';
import { hasBrowser, openBrowser, watchedPage } from './support/browser.js';
import { folderWith, NOW } from './support/cli.js';

/** What a function that runs in a page finds there; the project itself knows no DOM. */
interface Part {
  readonly id: string;
  readonly localName: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  getAttributeNames(): string[];
  querySelectorAll(selector: string): Iterable<Part> & { readonly length: number };
}
declare const document: Part & {
  readonly activeElement: Part | null;
  readonly scripts: { readonly length: number };
  readonly images: { readonly length: number };
};
declare const DOMParser: new () => { parseFromString(text: string, type: string): Part };
declare function getComputedStyle(element: unknown): {
  readonly backgroundColor: string;
  readonly display: string;
  readonly fill: string;
};

const require = createRequire(import.meta.url);
const sample = (name: string): PlanDetail => JSON.parse(readFileSync(`tests/plan/goldens/${name}.json`, 'utf8'));

/** Names that are markup, grammar of Mermaid, or a way out of an attribute. */
const NAMES = [
  `x'"><img src=x onerror=alert(1)><script>alert(2)</script>`,
  'click href "javascript:alert(3)"',
  'section end; title: %%{init: {"securityLevel": "loose"}}%% %% #quot; ::: end',
  'dateFormat YYYY\n  excludes weekends\u202e',
  '```\n# heading\n<b onmouseover=alert(4)>',
  'https://example.com/pixel.png ![x](https://example.com/y.png)',
];
const hostile = planInFull({
  spec: {
    type: 'service',
    pattern: 'canary',
    source: NAMES[0],
    target: NAMES[1],
    description: NAMES.join(' '),
    constraints: { dependencies: [...NAMES] },
    feature_flags: NAMES.map((name) => ({ name, rollout_schedule: [{ percentage: 5, duration_hours: 1 }] })),
    migration_phases: NAMES.map((phase) => ({ phase })),
    monitoring: { alert_thresholds: Object.fromEntries(NAMES.map((name) => [name, 1])) },
  },
  settings: new Map(
    NAMES.map((name, at) => [['dba', 'sre', 'flag_command', 'image', 'hostname', 'gateway'][at] ?? '', name]),
  ),
  now: NOW,
});
/** One that begins within a freeze, rests in another, and never sees the third. */
const frozen = planInFull({
  spec: {
    ...{ type: 'service', pattern: 'canary', source: 'shop 1', target: 'shop 2' },
    feature_flags: [{ name: 'new', rollout_schedule: [{ percentage: 10, duration_hours: 24 }] }],
    business_continuity: {
      change_freezes: [
        { start: '2026-12-01', end: '2026-12-10', timezone: 'Europe/Berlin' },
        { start: '2026-12-11', end: '2026-12-13', timezone: 'Europe/Berlin', reason: NAMES[0] },
        { start: '2028-12-01' },
      ],
    },
  },
  settings: new Map(),
  start: Date.parse('2026-12-10T08:00Z'),
  now: NOW,
});
const PLANS = [
  ['service', sample('service')],
  ['database', sample('database')],
  ['hostile names', hostile],
] as const;
/** Those whose lines of time are measured. */
const DRAWN = [...PLANS, ['freezes', frozen]] as const;
/** The runbooks of these plans, with people and values who are no more harmless. */
const runbookOf = (plan: PlanDetail) =>
  writeFullRunbook({
    ...{ plan, id: 'rb_00000000', fingerprint: 'f', now: NOW },
    settings: new Map(['incident_channel', 'status_channel', 'dba'].map((name, at) => [name, NAMES[at] ?? ''])),
  });
const page = (name: string, blocks: readonly Block[]) => [name, { key: name, blocks }] as const;
type Shown = ReturnType<typeof page>[1];
const planPage = ([name, plan]: (typeof PLANS)[number]) => page(`the plan, ${name}`, reportPlanDetail(plan));
const RUNBOOKS = [
  ...PLANS.map(([name, plan]) => page(`the runbook, ${name}`, reportRunbookDetail(runbookOf(plan)))),
  page('the runbook on one page, hostile names', reportOnePage(runbookOf(hostile))),
];
const PAGES = [...PLANS.map(planPage), ...RUNBOOKS];
const timelineOf = (plan: PlanDetail) =>
  reportPlanDetail(plan).find((block): block is Timeline => block.kind === 'timeline') as Timeline;

describe.runIf(hasBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  describe('the pictures of the Markdown', () => {
    test.each(DRAWN)('%s: Mermaid takes them, and every step is in the picture', async (_, plan) => {
      const pictures = [...renderMarkdown(reportPlanDetail(plan)).matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(
        ([, text]) => text as string,
      );
      expect(pictures.map((text) => text.split(/\s/)[0])).toEqual(['gantt', 'flowchart']);
      const { page, problems, requests } = await watchedPage(browser);
      await page.addScriptTag({ path: join(require.resolve('mermaid'), '../mermaid.min.js') });
      const drawn = await page.evaluate(async (texts) => {
        const { mermaid } = globalThis as never as {
          mermaid: {
            initialize(options: object): void;
            parse(text: string): Promise<unknown>;
            render(id: string, text: string): Promise<{ svg: string }>;
          };
        };
        mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
        const svgs: string[] = [];
        for (const [at, text] of texts.entries()) {
          await mermaid.parse(text);
          svgs.push((await mermaid.render(`picture${at}`, text)).svg);
        }
        const found = svgs.map((svg) => new DOMParser().parseFromString(svg, 'image/svg+xml'));
        return {
          bars: found[0]?.querySelectorAll('rect.task').length,
          labels: [...(found[0]?.querySelectorAll('text[class*=taskText]') ?? [])].map((each) =>
            each.textContent?.trim(),
          ),
          nodes: found[1]?.querySelectorAll('g.node').length,
          arrows: found[1]?.querySelectorAll('path.flowchart-link').length,
          scripts: found.flatMap((svg) =>
            [...svg.querySelectorAll('*')].flatMap((each) =>
              ['script', 'img'].includes(each.localName)
                ? [each.localName]
                : each.getAttributeNames().filter((name) => /^on|href$/.test(name)),
            ),
          ),
        };
      }, pictures);
      const { bars, freezes = [] } = timelineOf(plan);
      const phases = new Set(plan.steps.map(({ phase }) => phase)).size;
      expect({ ...drawn, labels: drawn.labels.length }).toEqual({
        bars: bars.length + freezes.length,
        labels: bars.length + freezes.length,
        nodes: phases,
        arrows: phases - 1,
        scripts: [],
      });
      if (plan !== hostile) {
        expect(drawn.labels.slice(freezes.length)).toEqual(
          bars.map(({ label, isKnown }) => {
            const name = label.replaceAll(/[;:#]/g, ' ').replaceAll(/\s+/g, ' ').slice(0, 80).trim();
            return isKnown ? name : `${name} (how long is not known)`;
          }),
        );
      }
      expect({ problems, requests }).toEqual({ problems: [], requests: [] });
      await page.close();
    });
  });

  describe('the page', () => {
    const pageOf = ({ blocks, key }: Shown) => {
      const file = join(folderWith({}), 'page.html');
      writeFileSync(file, renderHtml(blocks, key));
      return pathToFileURL(file).href;
    };
    const [service, database] = PLANS.map((one) => planPage(one)[1]) as [Shown, Shown];

    test.each(PAGES)('%s: says nothing, asks for nothing, and runs nothing of strangers', async (_, shown) => {
      const { page, problems, requests } = await watchedPage(browser);
      const url = pageOf(shown);
      await page.goto(url);
      await page.hover('h1');
      expect({ problems, requests }).toEqual({ problems: [], requests: [url] });
      const found = await page.evaluate(() => ({
        scripts: document.scripts.length,
        images: document.images.length,
        handlers: [...document.querySelectorAll('*')].flatMap((each) =>
          each.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
        links: [...document.querySelectorAll('[href], [src]')].flatMap((each) =>
          [each.getAttribute('href'), each.getAttribute('src')].filter((to) => to !== null && !to.startsWith('#')),
        ),
      }));
      expect(found).toEqual({ scripts: 1, images: 0, handlers: [], links: [] });
      await page.close();
    });

    test.each(DRAWN)('%s: bars lie where their steps do, in order, and within the picture', async (_, plan) => {
      const { page } = await watchedPage(browser);
      await page.goto(pageOf(planPage(['', plan] as never)[1]));
      const drawn = await page.$$eval('svg g[data-step]', (groups) =>
        groups.map((group) => {
          const [bar, label] = [group.querySelector('rect.bar'), group.querySelector('text')].map((each) =>
            each?.getBoundingClientRect(),
          );
          const picture = group.ownerSVGElement?.getBoundingClientRect();
          return {
            id: group.getAttribute('data-step'),
            left: (bar?.left ?? 0) - (picture?.left ?? 0),
            width: bar?.width ?? 0,
            top: bar?.top ?? 0,
            bottom: bar?.bottom ?? 0,
            inside: (bar?.right ?? 0) <= (picture?.right ?? 0) + 1,
            free: (label?.right ?? 0) <= (bar?.left ?? 0) + 1,
          };
        }),
      );
      const { bars, freezes = [] } = timelineOf(plan);
      expect(freezes.length).toBe(plan === frozen ? 2 : 0);
      expect(drawn.map(({ id }) => id)).toEqual(bars.map(({ id }) => id));
      const whole = Math.max(...bars.map(({ end }) => end));
      const grid = await page.$eval('svg line.grid', (line) => line.getBoundingClientRect().left);
      const picture = await page.$eval('svg:has(line.grid)', (svg) => svg.getBoundingClientRect().left);
      const origin = grid - picture;
      for (const [at, { left, width, inside, top, free }] of drawn.entries()) {
        const { begin, end } = bars[at] as (typeof bars)[number];
        // The line of time has 630 pixels behind 360 of names; what is short has three.
        expect(Math.abs(left - origin - (begin / whole) * 630)).toBeLessThan(1.5);
        expect(Math.abs(width - Math.max(3, ((end - begin) / whole) * 630))).toBeLessThan(1.5);
        expect({ inside, free }).toEqual({ inside: true, free: true });
        expect(top).toBeGreaterThanOrEqual(drawn[at - 1]?.bottom ?? 0);
      }
      // A freeze lies behind everything below its name, and ends where the picture does.
      const bands = await page.$$eval('svg rect.freeze', (rects) =>
        rects.map((rect) => {
          const { left, width, top, bottom } = rect.getBoundingClientRect();
          return { left, width, top, bottom, filled: getComputedStyle(rect).fill !== 'none' };
        }),
      );
      expect(bands.map(({ filled }) => filled)).toEqual(freezes.map(() => true));
      for (const [at, { left, width, top, bottom }] of bands.entries()) {
        const { begin, end } = freezes[at] as (typeof freezes)[number];
        const [from, to] = [Math.max(0, begin), Math.min(whole, end)].map((seconds) => (seconds / whole) * 630);
        expect(Math.abs(left - grid - (from as number))).toBeLessThan(1.5);
        expect(Math.abs(width - Math.max(3, (to as number) - (from as number)))).toBeLessThan(1.5);
        expect(top).toBeLessThan(drawn[0]?.top ?? 0);
        expect(bottom).toBeGreaterThanOrEqual(drawn.at(-1)?.bottom ?? 0);
      }
      await page.close();
    });

    test.each(['light', 'dark'])('axe finds nothing, in the %s', async (scheme) => {
      const light = [PAGES[1], PAGES[2], ...RUNBOOKS.slice(1)];
      for (const [, shown] of (scheme === 'dark' ? [PAGES[0], RUNBOOKS[0]] : light) as (typeof PAGES)[number][]) {
        const { page } = await watchedPage(browser);
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        // The page lets no other script in; axe is brought from outside of it.
        await page.setBypassCSP(true);
        await page.goto(pageOf(shown));
        const ground = await page.$eval('body', (body) => getComputedStyle(body).backgroundColor);
        expect(ground).toBe(scheme === 'dark' ? 'rgb(20, 23, 28)' : 'rgb(255, 255, 255)');
        await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as never as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] }> };
          };
          const { violations, passes } = await axe.run();
          if (passes.length < 10) return ['axe looked at nothing'];
          return violations.flatMap(({ id, nodes }) =>
            nodes.slice(0, 2).map(({ html }) => `${id}: ${html.slice(0, 200)}`),
          );
        });
        expect(violations).toEqual([]);
        await page.close();
      }
    });

    test.each([
      ['a plan', service],
      ['a runbook', RUNBOOKS[0]?.[1] as Shown],
    ])('ticks of %s are kept when the page is opened again, and another page has its own', async (_, shown) => {
      const url = pageOf(shown);
      const { page } = await watchedPage(browser);
      await page.goto(url);
      const all = (await page.$$('input[type=checkbox]')).length;
      expect(all).toBeGreaterThan(20);
      const said = () => page.$eval('#done', (each) => each.textContent);
      expect(await said()).toBe(`0 of ${all} ticked off`);
      await page.click('label[for=b2]');
      // With the keyboard as well.
      await page.focus('#b4');
      await page.keyboard.press('Space');
      expect(await said()).toBe(`2 of ${all} ticked off`);
      await page.goto('about:blank');
      await page.goto(url);
      expect(await said()).toBe(`2 of ${all} ticked off`);
      expect(await page.$$eval('input:checked', (boxes) => boxes.map(({ id }) => id))).toEqual(['b2', 'b4']);
      await page.goto(pageOf(database));
      expect(await page.$$eval('input:checked', (boxes) => boxes.length)).toBe(0);
      await page.close();
    });

    test('the first tabulator leads past the sections, and on paper they are not there', async () => {
      const { page } = await watchedPage(browser);
      await page.goto(pageOf(service));
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      await page.emulateMediaType('print');
      expect(await page.$eval('nav', (nav) => getComputedStyle(nav).display)).toBe('none');
      await page.close();
    });
  });
});
