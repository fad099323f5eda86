import type { Named } from '../../kernel/entities/custom-model.ts'
import { customPrefix } from '../../kernel/entities/custom-name.ts'

const latin: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts' },
  ...{ ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
}

/** A name for the API made of what something is called, English first: "Tyre size" is `x_tyre_size`. */
export function freeName(names: Named, isTaken: (name: string) => boolean): string {
  return free(customPrefix + (plainWords(names).replace(/^[_0-9]+/, '') || 'field'), isTaken)
}

/** The key of a choice made of its name. */
export function freeKey(names: Named, taken: readonly string[]): string {
  return free(plainWords(names) || 'choice', (key) => taken.includes(key))
}

function free(stem: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}_${number}`
    if (!isTaken(name)) return name
  }
}

function plainWords({ en, ru }: Named): string {
  return (en ?? ru ?? '')
    .toLowerCase()
    .replace(/[а-яё]/g, (letter) => latin[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, 32)
    .replace(/_+$/, '')
}
