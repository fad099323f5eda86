import { Icon } from './icon.tsx'
import css from './kbd.module.css'
import { keyCaps } from './key-caps.ts'

// Drawn, because many fonts have no such sign.
const [enter] = keyCaps('Enter')

/** Keys as caps: `Mod+K` is ⌘K on a Mac and Ctrl K elsewhere; `g t` is two presses. */
export function Kbd({ keys, quiet = false }: { keys: string; quiet?: boolean }) {
  return (
    <kbd className={css.keys} data-quiet={quiet || undefined} aria-hidden={quiet || undefined}>
      {keyCaps(keys).map((cap, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: caps never move and may repeat
        <kbd key={index} className={css.cap}>
          {cap === enter ? <Icon name="enter" size={12} label="Enter" /> : cap}
        </kbd>
      ))}
    </kbd>
  )
}
