/** report.html in a browser: offline, under its own policy, wide and narrow, light and dark. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport } from '../../src/report/registry.ts';
import type { RunResult } from '../../src/report/run-result.ts';
import { summarise } from '../../src/report/summary.ts';
import { writeHtml } from '../../src/report/writers/html.ts';
import { clusterResultOf, recordingOf, runOf } from '../recordings.ts';
import { hostileRun } from './hostile.ts';
import { sideBySideRun, weekRun } from './weeks.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const isMissing = CHROMIUM === undefined;
if (isMissing) console.warn('SKIPPED: report.html is not seen in a browser, no chromium in /usr/bin');

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

describe('the browser test', () => {
  it('has a browser where it counts: in CI', () => {
    expect(isMissing && process.env.CI !== undefined).toBe(false);
  });
});

describe.skipIf(isMissing)('report.html in chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-report-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: ARGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  interface Seen {
    readonly page: Page;
    /** Console errors, page errors and requests beyond the file. */
    readonly complaints: string[];
  }

  async function open(run: RunResult, width: number, colorScheme: 'light' | 'dark'): Promise<Seen> {
    const file = join(folder, `${run.scenario.seed.length}-${run.clusters.length}-${width}-${colorScheme}.html`);
    writeFileSync(file, writeHtml(buildReport(run, summarise(run))).get('report.html') as string);
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() !== 'log') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('html[data-ready]');
    return { page, complaints };
  }

  it('sifts the events by a choice and by a search, and tells how many are left', async () => {
    const { page, complaints } = await open(weekRun(), 1280, 'light');
    const visible = () => page.locator('#events tbody tr:visible').count();
    const all = await visible();
    expect(all).toBeGreaterThan(2);
    await page.locator('#events select').nth(1).selectOption({ index: 1 });
    const chosen = await visible();
    expect(chosen).toBeGreaterThan(0);
    expect(chosen).toBeLessThan(all);
    expect(await page.locator('#events output').textContent()).toBe(`${chosen} of ${all}`);
    await page.locator('#events input').fill('no such text');
    expect(await visible()).toBe(0);
    expect(complaints).toEqual([]);
  });

  const sizes = [
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const;

  it.each(sizes)('draws every chart at %d px in %s, asks for nothing and fits the width', async (width, scheme) => {
    const { page, complaints } = await open(sideBySideRun(), width, scheme);
    const figures = await page.locator('figure.chart').count();
    expect(figures).toBeGreaterThan(20);
    expect(await page.locator('figure.chart[data-drawn] .plot svg').count()).toBe(figures);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const overflowing = await page.evaluate(
      `[...document.querySelectorAll('.plot svg')].filter((svg) => svg.getBoundingClientRect().right > innerWidth).length`,
    );
    expect(overflowing).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows all series of an instant in the tooltip of a chart over time', async () => {
    const { page } = await open(weekRun(6), 1280, 'light');
    const plot = page.locator('#utilization-1 .plot svg');
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.move(box.x + box.width / 2 + 4, box.y + box.height / 2);
    const tooltip = page.locator('#vg-tooltip-element.visible');
    await tooltip.waitFor();
    const text = await tooltip.innerText();
    expect(text).toMatch(/from\s+Thu 5 Mar, \d\d:\d\d/);
    expect(text).toMatch(/registered \(vCPU\)\s+[\d.]+\s+reserved \(vCPU\)\s+[\d.]+\s+used \(vCPU\)\s+[\d.]+/);
  });

  it('is dark where the system is, its charts too', async () => {
    const colours = async (scheme: 'light' | 'dark') => {
      const { page } = await open(weekRun(6), 1280, scheme);
      return page.evaluate(`[
        getComputedStyle(document.body).backgroundColor,
        getComputedStyle(document.querySelector('#utilization-1 .mark-area path')).fill,
        getComputedStyle(document.querySelector('#utilization-1 .mark-text text')).fill,
      ]`) as Promise<string[]>;
    };
    const [light, dark] = [await colours('light'), await colours('dark')];
    expect(light.map((colour, i) => colour === dark[i])).toEqual([false, false, false]);
  });

  it('is light on paper, whatever the system is', async () => {
    const { page } = await open(weekRun(6), 1280, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const paper = await page.evaluate(`[
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.documentElement).colorScheme,
      getComputedStyle(document.querySelector('nav')).display,
    ]`);
    expect(paper).toEqual(['rgb(255, 255, 255)', 'light', 'none']);
  });

  it('runs nothing that a name brings along', async () => {
    const { page, complaints } = await open(hostileRun(), 1280, 'light');
    expect(await page.evaluate('window.broken')).toBe(undefined);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('h1').innerText()).toBe('</script><img src=x onerror="window.broken=1">');
    expect(complaints).toEqual([]);
  });

  it('is whole when nothing ran', async () => {
    const { page, complaints } = await open(runOf([clusterResultOf(recordingOf())]), 390, 'light');
    expect(await page.locator('section').count()).toBeGreaterThan(8);
    expect(complaints).toEqual([]);
  });
});
