import { expect, it } from 'vitest'
import { browserName } from './browser-name.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0'

it.each([
  [`${chrome} Safari/537.36`, 'Chrome 143, Windows'],
  [`${chrome} YaBrowser/25.10.0 Safari/537.36`, 'Yandex Browser 25, Windows'],
  [`${chrome} Safari/537.36 Edg/143.0.0.0`, 'Edge 143, Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox 145, Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari 18, iOS',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
])('%s', (agent, name) => {
  expect(browserName(agent)).toBe(name)
})
