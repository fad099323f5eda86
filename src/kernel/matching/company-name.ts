import { romanise } from './romanise.ts'

const legalForms = new Set(
  `ооо оао зао пао ао нао ип чп чоп тоо оо ано нко фгуп гуп муп мбоу гбу фгбу ооо пк кфх снт тсж нп фонд
общество ограниченной ответственностью акционерное закрытое открытое публичное индивидуальный предприниматель с
ltd limited llc inc incorporated corp corporation co company plc lp llp gmbh mbh ag kg ohg ug se sa sas sarl srl spa bv nv ab oy as aps
pty pte kk pvt ou uab sia doo zoo sp`
    .split(/\s+/)
    .map((word) => romanise(word)),
)
const glue = new Set(['i', 'and', 'the', 'of', 'und', 'group', 'gruppa', 'kompaniia', 'holding', 'holding'])

/**
 * The words of a company's name without its legal form, quotes and punctuation, romanised: «ООО „Ромашка“» and
 * Romashka Ltd both come down to `romashka`. A name made of nothing else is left whole.
 */
export function companyWords(name: string): string[] {
  // G.m.b.H. and О.О.О. are one word each.
  const joined = name.replace(/(?<![\p{L}])((?:\p{L}\.){2,})/gu, (dotted) => `${dotted.replace(/\./g, '')} `)
  const words = romanise(joined).match(/[\p{L}\p{N}]+/gu) ?? []
  const core = words.filter((word) => !legalForms.has(word))
  const bare = core.filter((word) => !glue.has(word))
  return bare.length > 0 ? bare : core.length > 0 ? core : words
}
