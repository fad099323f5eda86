import { describe, expect, it } from 'vitest'
import { newSecret, signedHeaders } from './sign.ts'

describe('the signature', () => {
  it('is that of the specification’s example', () => {
    const headers = signedHeaders(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    })
    expect(headers).toMatchObject({
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('is made with a secret of 256 bits, another one each time', () => {
    const [one, two] = [newSecret(), newSecret()]
    expect(Buffer.from(one.slice(6), 'base64')).toHaveLength(32)
    expect(one).toMatch(/^whsec_[\w+/=]{44}$/)
    expect(one).not.toBe(two)
  })
})
