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
