import { defineConfig } from 'vitest/config'

/**
 * `unit` is pure and instant; `db` runs on a real PostgreSQL, a fresh database per file; `journeys` drive the
 * built app in a browser. Two workers, because the machines this must run on have two cores.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
          include: ['src/**/*.test.{ts,tsx}', 'tests/architecture/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', 'node_modules/**'],
        },
      },
      {
        test: {
          name: 'db',
          sequence: { groupOrder: 1 },
          include: [
            'src/**/*.db.test.ts',
            'tests/contract/**/*.test.ts',
            'tests/safety/**/*.test.ts',
            'tests/reliability/**/*.test.ts',
          ],
          // Kills at random moments; asked for by name.
          exclude: process.env.ONWARD_HARNESS ? [] : ['tests/reliability/harness.test.ts'],
          globalSetup: 'tests/helpers/global-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          sequence: { groupOrder: 2 },
          include: ['tests/journeys/**/*.test.ts'],
          globalSetup: 'tests/helpers/global-setup.ts',
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
