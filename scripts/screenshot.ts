/**
 * `npm run screenshot`: takes the pictures of the README from the demo, in both languages, at ten in the morning of
 * wherever it is ten now, with the outcome bar open.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyFreePort } from '../src/cli/ports.ts'
import { launchChromium } from '../tests/helpers/browser-binary.ts'
import { zoneOfMorning } from '../tests/helpers/zone-of-morning.ts'

const root = join(import.meta.dirname, '..')
const managers = { en: 'falconer@onward.example', ru: 'sokolov@onward.example' } as const
const regions = { en: 'en-US', ru: 'ru-RU' } as const

/** Whether questions of the script have been answered before. */
const isKnown =
  '[...document.querySelectorAll("aside input, aside textarea")].some((one) => one.value !== "")'

const browser = await launchChromium()
for (const locale of ['en', 'ru'] as const) await picture(locale)
await browser.close()

async function picture(locale: 'en' | 'ru'): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onward-screenshot-'))
  const port = String(await anyFreePort('127.0.0.1'))
  const env = {
    ...process.env,
    PORT: port,
    ONWARD_DATA_DIR: dataDir,
    TZ: zoneOfMorning(),
    LANG: locale === 'ru' ? 'ru_RU.UTF-8' : 'en_US.UTF-8',
    LC_ALL: '',
  }
  const demo = spawn(process.execPath, ['bin/onward.js', 'demo'], { cwd: root, env, stdio: 'pipe' })
  try {
    for await (const chunk of demo.stdout) if (String(chunk).includes(managers[locale])) break
    const url = `http://localhost:${port}`
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: regions[locale],
      baseURL: url,
    })
    await page.goto('/sign-in')
    await page.getByRole('textbox').first().fill(managers[locale])
    await page.locator('input[type=password]').fill('onward-demo')
    await page.keyboard.press('Enter')
    await page.locator('[aria-current=true]').waitFor()
    await page.getByRole('region').getByRole('textbox').first().waitFor()
    // Somebody who has been spoken to shows more than a new enquiry does.
    for (let step = 0; step < 10 && !(await page.evaluate(isKnown)); step++) {
      await page.keyboard.press('j')
      await page.waitForTimeout(700)
    }
    await page.keyboard.press('1')
    await page.getByRole('button', { pressed: true }).first().waitFor()
    // Spaces in phone numbers and the signs of currencies come a moment after the first screen.
    const isReady = 'document.fonts.status === "loaded" && !/[+]\\d{9}/.test(document.body.innerText)'
    while (!(await page.evaluate(isReady))) await page.waitForTimeout(100)
    await page.screenshot({ path: join(root, `docs/images/today-${locale}.png`) })
    await page.close()
  } finally {
    demo.kill('SIGTERM')
    await once(demo, 'exit')
    await rm(dataDir, { recursive: true, force: true })
  }
}
