import { uuidv7 } from 'uuidv7'
import type { TestApp, TestClient, TestReply } from './test-app.ts'

const boundary = 'onward-test-boundary'

/** A form with one file, as a browser sends it. */
export function fileForm(content: string | Buffer, name: string, type = 'application/octet-stream') {
  // As browsers write names: only quotes and line ends are written otherwise.
  const quoted = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return {
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted}"\r\ncontent-type: ${type}\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

export interface Attachment {
  to: { entity: string; id: string }
  content: string | Buffer
  name?: string
  /** What the sender says it is. */
  type?: string
  key?: string
}

/** Attaches a file to a record the way a browser does. */
export function attach(
  app: TestApp,
  client: TestClient,
  { to, content, name = 'file.txt', type, key = uuidv7() }: Attachment,
): Promise<TestReply> {
  const { payload, headers } = fileForm(content, name, type)
  return app.inject('POST', `/files?entity=${to.entity}&record=${to.id}`, {
    payload,
    headers: {
      ...headers,
      cookie: client.cookie,
      origin: app.services.config.baseUrl,
      'idempotency-key': key,
    },
  })
}

/** The smallest PNG: one dot. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The beginning of a photo whose GPS directory has one value at this place. */
export function photoAt(place: Buffer): Buffer {
  const tiff = Buffer.alloc(100)
  tiff.write('II')
  tiff.writeUInt16LE(42, 2)
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(1, 8)
  tiff.writeUInt16LE(0x8825, 10)
  tiff.writeUInt16LE(4, 12)
  tiff.writeUInt32LE(1, 14)
  tiff.writeUInt32LE(26, 18)
  tiff.writeUInt16LE(1, 26)
  tiff.writeUInt16LE(2, 28)
  tiff.writeUInt16LE(5, 30)
  tiff.writeUInt32LE(3, 32)
  tiff.writeUInt32LE(44, 36)
  place.copy(tiff, 44)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length + 2)
  return Buffer.concat([
    Buffer.from('ffd8ffe1', 'hex'),
    length,
    body,
    Buffer.from('fffe0008', 'hex'),
    Buffer.from('Camera'),
    Buffer.from('ffda0002', 'hex'),
    Buffer.alloc(200_000, 7),
    Buffer.from('ffd9', 'hex'),
  ])
}
