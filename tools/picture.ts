/** `npm run picture`: takes the README's picture of the demo's report, with the Chromium of the machine. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/** What fits a picture: the figures, and where they come from over time. */
const SHOWN = ['#headline', '#utilization', '#container-instances'];

const root = fileURLToPath(new URL('..', import.meta.url));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1250 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(`${root}reports/web-shop/report.html`).href);
  await page.waitForLoadState('networkidle');
  await page.addStyleTag({ content: `main > section:not(${SHOWN.join(', ')}) { display: none }` });
  await page.screenshot({ path: `${root}docs/images/report.png`, clip: { x: 0, y: 0, width: 1280, height: 1250 } });
} finally {
  await browser.close();
}
