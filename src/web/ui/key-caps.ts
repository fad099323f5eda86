const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const signs: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Space: 'Space',
  Enter: '↵',
  Delete: 'Del',
}

/** The caps of a combination in the order they are pressed: `Mod+Shift+z` is `Ctrl`, `Shift`, `Z`. */
export function keyCaps(keys: string, mac = isMac): string[] {
  return keys.split(' ').flatMap((press) => press.split(/\+(?!$)/).map((part) => cap(part, mac)))
}

function cap(part: string, mac: boolean): string {
  if (part === 'Mod') return mac ? '⌘' : 'Ctrl'
  if (part === 'Shift') return mac ? '⇧' : 'Shift'
  if (part === 'Alt') return mac ? '⌥' : 'Alt'
  return signs[part] ?? (part.length === 1 ? part.toUpperCase() : part)
}
