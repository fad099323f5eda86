import type { Plugin } from 'vite'

/** A literal text alone, on one line or on one of its own; what is put together from parts stays. */
const described = /\.describe\(\s*'(?:[^'\\\n]|\\.)*',?\s*\)/g

/** Leaves out of the web app what shapes say of themselves: it is for the document of the API, which no browser makes. */
export function undescribed(): Plugin {
  return {
    name: 'undescribed',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/[\\/]src[\\/](?:kernel|modules)[\\/].*\.ts$/.test(id) || !code.includes('.describe(')) return null
      return { code: code.replace(described, ''), map: null }
    },
  }
}
