import { preloaded } from '../app/preloaded.tsx'

/** What lies over the application and is fetched after the first screen. */
export const Palette = preloaded(async () => (await import('./palette/palette.tsx')).Palette)
export const KeyHelp = preloaded(async () => (await import('./actions/key-help.tsx')).KeyHelp)
