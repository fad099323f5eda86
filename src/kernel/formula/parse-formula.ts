import { refuseFormula } from './formula-problem.ts'

/** A formula as it was written; what its names mean is found out by `resolveFormula`. */
export type Syntax =
  | { type: 'literal'; value: number | string | boolean; at: number }
  | { type: 'name'; path: string; at: number }
  | { type: 'call'; name: string; args: Syntax[]; at: number }

/** Longest text of a formula. */
export const longestFormula = 2000
const deepest = 40

/**
 * Reads a formula: `if(amount > 1000, amount * 0.1, 0)`. Operators, from the loosest: `or`, `and`, `not`,
 * `= <> < <= > >=`, `&` (joins texts), `+ -`, `* /`, a sign. Arguments stand between commas or semicolons, texts in
 * double quotes. Throws a FormulaProblem that names the place, counted from 1.
 */
export function parseFormula(text: string): Syntax {
  if (text.length > longestFormula) refuseFormula('too-long', { max: longestFormula })
  const reader = new Reader(tokensOf(text))
  const formula = reader.either()
  reader.end()
  return formula
}

interface Token {
  kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  text: string
  at: number
}

const pattern =
  /(?<blank>\s+)|(?<number>\d+(?:\.\d+)?)|(?<text>"(?:[^"\0]|"")*"|«[^»\0]*»)|(?<name>[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)|(?<sign><=|>=|<>|!=|≠|≤|≥|[-+*/&=<>(),;×÷−])/uy

const signsAlike: Record<string, string> = {
  '!=': '<>',
  '≠': '<>',
  '≤': '<=',
  '≥': '>=',
  ';': ',',
  '×': '*',
  '÷': '/',
  '−': '-',
}

/** Words that are operators and values, in both languages. */
const words: Record<string, string> = {
  and: 'and',
  or: 'or',
  not: 'not',
  true: 'true',
  false: 'false',
  и: 'and',
  или: 'or',
  не: 'not',
  истина: 'true',
  ложь: 'false',
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at
    const groups = pattern.exec(text)?.groups
    if (!groups) return refuseFormula('unexpected', { at: at + 1, found: [...text.slice(at)][0] })
    const kind = (['blank', 'number', 'text', 'name', 'sign'] as const).find(
      (one) => groups[one] !== undefined,
    )!
    const found = groups[kind]!
    if (kind !== 'blank') tokens.push(tokenOf(kind, found, at + 1))
    at += found.length
  }
  return [...tokens, { kind: 'end', text: '', at: text.length + 1 }]
}

function tokenOf(kind: 'number' | 'text' | 'name' | 'sign', found: string, at: number): Token {
  if (kind === 'sign') return { kind, text: signsAlike[found] ?? found, at }
  if (kind === 'text') return { kind, text: found.slice(1, -1).replaceAll('""', '"'), at }
  const word = kind === 'name' ? words[found.toLowerCase()] : undefined
  return word ? { kind: 'sign', text: word, at } : { kind, text: found, at }
}

const comparisons: Record<string, string> = {
  '=': 'eq',
  '<>': 'neq',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
}

class Reader {
  private place = 0
  private depth = 0
  private readonly tokens: Token[]

  constructor(tokens: Token[]) {
    this.tokens = tokens
  }

  either(): Syntax {
    if (++this.depth > deepest) refuseFormula('too-deep', { max: deepest })
    const found = this.chain(() => this.both(), { or: 'or' })
    this.depth--
    return found
  }

  end(): void {
    if (this.token.kind !== 'end') this.refuse()
  }

  private both(): Syntax {
    return this.chain(() => this.denied(), { and: 'and' })
  }

  private denied(): Syntax {
    const { at } = this.token
    let times = 0
    while (this.takes('not')) times++
    const found = this.compared()
    return times % 2 === 1 ? { type: 'call', name: 'not', args: [found], at } : found
  }

  /** One comparison, not a row of them: `1 < 2 < 3` means something else everywhere. */
  private compared(): Syntax {
    const left = this.joined()
    const { at, kind, text } = this.token
    const name = kind === 'sign' ? comparisons[text] : undefined
    if (!name) return left
    this.place++
    return { type: 'call', name, args: [left, this.joined()], at }
  }

  private joined(): Syntax {
    return this.chain(() => this.sum(), { '&': 'join' })
  }

  private sum(): Syntax {
    return this.chain(() => this.product(), { '+': 'add', '-': 'subtract' })
  }

  private product(): Syntax {
    return this.chain(() => this.signed(), { '*': 'multiply', '/': 'divide' })
  }

  private signed(): Syntax {
    const { at } = this.token
    let isNegative = false
    for (;;) {
      if (this.takes('-')) isNegative = !isNegative
      else if (!this.takes('+')) break
    }
    const found = this.single()
    return isNegative ? { type: 'call', name: 'negate', args: [found], at } : found
  }

  private single(): Syntax {
    const { kind, text, at } = this.token
    if (kind === 'end') refuseFormula('unfinished')
    this.place++
    if (kind === 'number') return { type: 'literal', value: Number(text), at }
    if (kind === 'text') return { type: 'literal', value: text, at }
    if (kind === 'name') return this.takes('(') ? this.call(text, at) : { type: 'name', path: text, at }
    if (text === 'true' || text === 'false') return { type: 'literal', value: text === 'true', at }
    this.place--
    if (!this.takes('(')) return this.refuse()
    const within = this.either()
    this.require(')')
    return within
  }

  private call(name: string, at: number): Syntax {
    const args: Syntax[] = []
    if (!this.takes(')')) {
      do args.push(this.either())
      while (this.takes(','))
      this.require(')')
    }
    return { type: 'call', name, args, at }
  }

  private chain(next: () => Syntax, signs: Record<string, string>): Syntax {
    let left = next()
    for (;;) {
      const { kind, text, at } = this.token
      const name = kind === 'sign' && Object.hasOwn(signs, text) ? signs[text] : undefined
      if (!name) return left
      this.place++
      left = { type: 'call', name, args: [left, next()], at }
    }
  }

  private get token(): Token {
    // The last token is the end, and nothing is taken beyond it.
    return this.tokens[this.place]!
  }

  private takes(sign: string): boolean {
    const is = this.token.kind === 'sign' && this.token.text === sign
    if (is) this.place++
    return is
  }

  private require(sign: string): void {
    if (!this.takes(sign)) this.refuse()
  }

  private refuse(): never {
    const { kind, text, at } = this.token
    return kind === 'end' ? refuseFormula('unfinished') : refuseFormula('unexpected', { at, found: text })
  }
}
