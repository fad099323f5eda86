import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstLoad, listLoad } from './scripts/vite/loads.ts'
import { undescribed } from './scripts/vite/undescribed.ts'
import { words } from './scripts/vite/words.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * The web app is built to `dist/web` with a manifest. The server replaces `__NONCE__` in index.html with the nonce
 * of the answer, so every script and style of the page is allowed by name.
 */
export default defineConfig({
  // Tests are run from the project root, so that paths given on the command line are found.
  root: process.env.VITEST ? at('.') : at('src/web'),
  publicDir: at('src/web/public'),
  plugins: [react(), undescribed(), words(at('.'))],
  // See phone-library.ts. Tests run the kernel as it is.
  resolve: {
    alias: process.env.VITEST
      ? []
      : [
          { find: /^libphonenumber-js\/min$/, replacement: at('src/web/text/phone-library.ts') },
          {
            find: /^libphonenumber-js\/min\/index\.js$/,
            replacement: at('node_modules/libphonenumber-js/min/index.js'),
          },
        ],
  },
  html: { cspNonce: '__NONCE__' },
  json: { stringify: true },
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // No file of ours does anything by being imported, but the entry: what nobody uses is left out.
      treeshake: {
        moduleSideEffects: [{ test: /[\\/]src[\\/](?!web[\\/]app[\\/]).*\.tsx?$/, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          groups: [
            // One request for the shell and the screen everybody starts with, however their parts are shared.
            { name: (id, context) => (firstLoad(context).has(id) ? 'app' : null), priority: 2 },
            { name: (id, context) => (listLoad(context).has(id) ? 'list' : null), priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: process.env.ONWARD_DEV_SERVER ?? 'http://127.0.0.1:3000' } },
  },
})
