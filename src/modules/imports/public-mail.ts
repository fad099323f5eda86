/** Hosts anybody may have an address at: they say nothing about a company. */
const hosts = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com
gmx.de gmx.net gmx.com web.de t-online.de proton.me protonmail.com mail.com zoho.com fastmail.com orange.fr free.fr
mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com yandex.kz yandex.by ya.ru rambler.ru lenta.ru ro.ru
autorambler.ru myrambler.ru narod.ru pochta.ru qip.ru ukr.net i.ua bigmir.net tut.by mail.kz qq.com 163.com 126.com`
    .split(/\s+/)
    .filter(Boolean),
)

/**
 * The host that stands for a company: of its site, its address, or bare (`romashka.ru`); null for what is no host and
 * for hosts of public mail.
 */
export function companyHost(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^mailto:|^https?:\/\//, '')
    .replace(/^[^\s@/]{1,64}@/, '')
    .replace(/^www\./, '')
    .replace(/[/:?#].*$/s, '')
  if (bare.length > 253 || !/^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u.test(bare) || hosts.has(bare)) return null
  return bare
}
