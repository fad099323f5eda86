import type { Line } from '../log.ts'
import type { Breach } from './breach.ts'

/** Answers nobody may get, whatever fails: a fault of ours shown as such, or a stranger's door for who is signed in. */
export function answerBreaches(lines: readonly Line[]): Breach[] {
  return lines.flatMap((line): Breach[] => {
    if (line.line === 'unanswered' && line.status === 500)
      return [{ check: 'answers', key: line.key, what: `an answer of 500: ${line.why}` }]
    if (line.line === 'refused' && [401, 403].includes(line.status) && line.code !== 'access.denied')
      return [
        {
          check: 'answers',
          key: line.key,
          what: `somebody signed in was sent away: ${line.status} ${line.code}`,
        },
      ]
    return []
  })
}
