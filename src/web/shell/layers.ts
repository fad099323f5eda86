import { createStore, useStore } from '../app/store.ts'

interface Layers {
  /** The command palette, with the text it starts with. */
  palette: { start: string } | null
  /** The list of keys. */
  help: boolean
  /** The menu of what can be added. */
  create: boolean
}

const layers = createStore<Layers>({ palette: null, help: false, create: false })

/** Opens and closes what lies over the whole application. */
export const openLayers = {
  palette: (start = '') => layers.set((all) => ({ ...all, palette: { start } })),
  help: () => layers.set((all) => ({ ...all, help: true })),
  create: (open = true) => layers.set((all) => ({ ...all, create: open })),
  close: (which: 'palette' | 'help') =>
    layers.set((all) => ({ ...all, [which]: which === 'help' ? false : null })),
}

/** What is open over the application. */
export const useStoreLayer = () => useStore(layers)
