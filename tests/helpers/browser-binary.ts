import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** Keeps every request on this machine: names of other hosts are not even looked up. */
const ownHostOnly = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'
/** Nothing that the browser does for itself, and no second process where none is needed. */
const quiet = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-domain-reliability',
  '--disable-component-update',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--no-zygote',
  '--font-render-hinting=none',
]

/**
 * Starts Chromium: the one named by ONWARD_TEST_BROWSER; on 64-bit Linux the one that comes with the packages,
 * which needs no library of the system and runs as root; elsewhere the Chrome installed on the machine.
 */
export async function launchChromium(): Promise<Browser> {
  const own = process.env.ONWARD_TEST_BROWSER
  const isPackaged = !own && process.platform === 'linux' && process.arch === 'x64'
  if (!isPackaged) {
    const which = own ? { executablePath: own } : { channel: 'chrome' }
    return chromium.launch({ ...which, args: [ownHostOnly, ...quiet] })
  }
  const home = await unpacked()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    chromiumSandbox: false,
    args: [ownHostOnly, ...quiet],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(home, 'fonts'),
      XDG_CACHE_HOME: join(home, 'cache'),
    },
  })
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const packaged = createRequire(import.meta.url).resolve('@sparticuz/chromium')

/** The folder with the unpacked browser, its libraries and fonts. */
async function unpacked(): Promise<string> {
  const manifest = createRequire(import.meta.url)(join(root, 'node_modules/@sparticuz/chromium/package.json'))
  const cache = join(root, 'node_modules', '.cache')
  const home = join(cache, `chromium-${(manifest as { version: string }).version}`)
  if (existsSync(home)) return home
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'unpacking-'))
  await unpackInto(fresh)
  await writeFile(join(fresh, 'fonts', 'fonts.conf'), ownFonts)
  try {
    // In one move, so that another test process never starts half a browser.
    await rename(fresh, home)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

/** Where the fonts are: the package names folders of a cloud function, and a browser without any font crashes. */
const ownFonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/**
 * The package unpacks into the folder for temporary files, and its libraries only where it takes the machine for
 * a cloud function: so it is asked in a process of its own, which is told both.
 */
async function unpackInto(folder: string): Promise<void> {
  const script = join(folder, 'unpack.mjs')
  const text = `import(${JSON.stringify(pathToFileURL(packaged).href)}).then((all) => (all.default.default ?? all.default).executablePath())`
  await writeFile(script, text)
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  await promisify(execFile)(process.execPath, [script], { env })
  await rm(script)
}
