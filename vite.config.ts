import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * The web app is built to `dist/web` with a manifest. The server replaces `__NONCE__` in index.html with the nonce
 * of the answer, so every script and style of the page is allowed by name.
 */
export default defineConfig({
  // Tests are run from the project root, so that paths given on the command line are found.
  root: process.env.VITEST ? at('.') : at('src/web'),
  publicDir: at('src/web/public'),
  plugins: [react()],
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
      output: {
        codeSplitting: {
          groups: [
            // One request per language, however many modules bring words.
            { name: 'language-en', test: /[\\/]locales[\\/]en\.json$/ },
            { name: 'language-ru', test: /[\\/]locales[\\/]ru\.json$/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: process.env.ONWARD_DEV_SERVER ?? 'http://127.0.0.1:3000' } },
  },
})
