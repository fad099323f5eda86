import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { authorizationOf, stampOf } from './aws-signature.ts'

const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const key = {
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 's3',
}
const at = new Date('2013-05-24T00:00:00Z')
const welcome = createHash('sha256').update('Welcome to Amazon S3.').digest('hex')

/** The examples of "Signature Calculations for the Authorization Header" in the documentation of Amazon S3. */
it.each([
  [
    'GET',
    '/test.txt',
    { range: 'bytes=0-9' },
    nothing,
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'PUT',
    '/test$file.text',
    { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    welcome,
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  ['GET', '/?lifecycle', {}, nothing, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  [
    'GET',
    '/?max-keys=2&prefix=J',
    {},
    nothing,
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('%s %s is signed as documented', (method, path, headers, bodyHash, signature) => {
  const url = new URL(path, 'https://examplebucket.s3.amazonaws.com')
  const signed = { ...headers, 'x-amz-content-sha256': bodyHash, 'x-amz-date': stampOf(at).stamp }
  const authorization = authorizationOf({ method, url, headers: signed, bodyHash, at }, key)
  expect(authorization).toContain('Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request')
  expect(authorization).toMatch(new RegExp(`Signature=${signature}$`))
})

it('other services take the path encoded twice', () => {
  const url = new URL('https://example.amazonaws.com/')
  const vanilla = {
    method: 'GET',
    url,
    headers: { 'x-amz-date': '20150830T123600Z' },
    bodyHash: nothing,
    at: new Date('2015-08-30T12:36:00Z'),
  }
  const suite = {
    accessKey: 'AKIDEXAMPLE',
    secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    service: 'service',
  }
  expect(authorizationOf(vanilla, suite)).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  )
})
