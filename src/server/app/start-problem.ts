/** Language of the sentences an operator reads at a terminal. */
export type OperatorLanguage = 'en' | 'ru'

type Sentences = Record<OperatorLanguage, string>

/**
 * Everything that can keep Onward from starting. These are read at a terminal before any screen or
 * locale file is loaded, so the sentences live beside the codes and not among the screen texts.
 */
const sentences = {
  'config.bad-port': {
    en: 'PORT is “{value}”, but must be a whole number from 0 to 65535.',
    ru: 'PORT равен «{value}», а должен быть целым числом от 0 до 65535.',
  },
  'config.bad-base-url': {
    en: 'BASE_URL is “{value}”, but must be the address people open, such as https://crm.example.com, without a path.',
    ru: 'BASE_URL равен «{value}», а должен быть адресом, который открывают люди, например https://crm.example.com, без пути.',
  },
  'config.bad-database-url': {
    en: 'DATABASE_URL must look like postgres://user:password@host:5432/database.',
    ru: 'DATABASE_URL должен иметь вид postgres://user:password@host:5432/database.',
  },
  'config.bad-choice': {
    en: '{name} is “{value}”, but must be one of: {choices}.',
    ru: '{name} равен «{value}», а допустимо только одно из: {choices}.',
  },
  'config.bad-trust-proxy': {
    en: 'TRUST_PROXY holds “{value}”, but must be a list of IP addresses or networks such as 127.0.0.1,10.0.0.0/8.',
    ru: 'В TRUST_PROXY указано «{value}», а нужен список IP-адресов или сетей, например 127.0.0.1,10.0.0.0/8.',
  },
  'config.bad-api-rate': {
    en: 'ONWARD_API_RATE is “{value}”, but must be a whole number from 1 to 1000000.',
    ru: 'ONWARD_API_RATE равен «{value}», а должен быть целым числом от 1 до 1000000.',
  },
  'config.bad-outbound-allow': {
    en: 'ONWARD_OUTBOUND_ALLOW holds “{value}”, but must be a list of IP addresses, networks and names such as 10.0.0.5,192.168.0.0/16,n8n.',
    ru: 'В ONWARD_OUTBOUND_ALLOW указано «{value}», а нужен список IP-адресов, сетей и имён, например 10.0.0.5,192.168.0.0/16,n8n.',
  },
  'config.bad-secret-key': {
    en: 'ONWARD_SECRET_KEY must be 64 hexadecimal digits; openssl rand -hex 32 makes them.',
    ru: 'ONWARD_SECRET_KEY — это 64 шестнадцатеричные цифры; их создаёт openssl rand -hex 32.',
  },
  'config.bad-number': {
    en: '{name} is “{value}”, but must be a whole number from {least} to {most}.',
    ru: '{name} равен «{value}», а должен быть целым числом от {least} до {most}.',
  },
  'config.s3-incomplete': {
    en: 'For files in a bucket set all of ONWARD_S3_ENDPOINT, ONWARD_S3_BUCKET, ONWARD_S3_ACCESS_KEY and ONWARD_S3_SECRET_KEY.',
    ru: 'Чтобы хранить файлы в бакете, задайте все четыре переменные: ONWARD_S3_ENDPOINT, ONWARD_S3_BUCKET, ONWARD_S3_ACCESS_KEY и ONWARD_S3_SECRET_KEY.',
  },
  'config.bad-s3': {
    en: 'ONWARD_S3_ENDPOINT must be an address such as https://s3.example.com and ONWARD_S3_BUCKET the name of a bucket, but they are “{endpoint}” and “{bucket}”.',
    ru: 'ONWARD_S3_ENDPOINT — это адрес вида https://s3.example.com, а ONWARD_S3_BUCKET — имя бакета; указаны «{endpoint}» и «{bucket}».',
  },
  'config.bad-clamd': {
    en: 'ONWARD_CLAMD is “{value}”, but must be a host and a port such as 127.0.0.1:3310.',
    ru: 'ONWARD_CLAMD равен «{value}», а должен содержать хост и порт, например 127.0.0.1:3310.',
  },
  'config.role-needs-database': {
    en: 'Role “{role}” needs DATABASE_URL: only the role “all” can run on the built-in database.',
    ru: 'Для роли «{role}» нужен DATABASE_URL: на встроенной базе работает только роль «all».',
  },
  'data.not-writable': {
    en: 'The data folder {dataDir} cannot be used: {reason}. Give this user the right to write there or set ONWARD_DATA_DIR to another folder.',
    ru: 'Папку данных {dataDir} использовать нельзя: {reason}. Дайте этому пользователю право записи в неё или укажите другую папку в ONWARD_DATA_DIR.',
  },
  'data.in-use': {
    en: 'Another Onward (process {pid} on {host}) is already running on the data folder {dataDir}. Stop it first, or give this one its own ONWARD_DATA_DIR.',
    ru: 'С папкой данных {dataDir} уже работает другой Onward (процесс {pid} на {host}). Сначала остановите его или укажите для этого запуска другую папку в ONWARD_DATA_DIR.',
  },
  'engine.no-binaries': {
    en: 'There is no built-in database for {platform}. Set DATABASE_URL to a PostgreSQL 15 or newer server, or run npm ci without --omit=optional.',
    ru: 'Для {platform} нет встроенной базы данных. Укажите в DATABASE_URL сервер PostgreSQL 15 или новее либо выполните npm ci без --omit=optional.',
  },
  'engine.unusable-binaries': {
    en: 'The built-in database cannot be run: {reason}. Set DATABASE_URL to a PostgreSQL 15 or newer server, or run npm ci again.',
    ru: 'Встроенная база данных не запускается: {reason}. Укажите в DATABASE_URL сервер PostgreSQL 15 или новее либо выполните npm ci ещё раз.',
  },
  'engine.other-major': {
    en: 'The data in {dataDir} was written by PostgreSQL {found}, but this Onward brings PostgreSQL {expected}. Use the Onward release that wrote it to export the data; nothing was changed.',
    ru: 'Данные в {dataDir} записаны PostgreSQL {found}, а в этой версии Onward — PostgreSQL {expected}. Выгрузите данные той версией Onward, которой они записаны; сейчас ничего не изменено.',
  },
  'engine.init-failed': {
    en: 'The database could not be created in {dataDir}: {reason}.',
    ru: 'Не удалось создать базу данных в {dataDir}: {reason}.',
  },
  'engine.disk-full': {
    en: 'The database cannot start: no space is left on the disk of {dataDir}.',
    ru: 'База данных не запускается: на диске с папкой {dataDir} не осталось места.',
  },
  'engine.start-failed': {
    en: 'The database did not start: {reason}. Its log: {log}.',
    ru: 'База данных не запустилась: {reason}. Журнал: {log}.',
  },
  'database.unreachable': {
    en: 'The database server at {server} does not answer: {reason}.',
    ru: 'Сервер базы данных {server} не отвечает: {reason}.',
  },
  'port.taken': {
    en: 'Port {port} is used by another program. Stop it or set PORT to a free one.',
    ru: 'Порт {port} занят другой программой. Остановите её или укажите в PORT свободный порт.',
  },
  'server.unsafe-setting': {
    en: 'The database server runs with {setting} = {value}: acknowledged work would be lost in a power cut. Set {setting} = on.',
    ru: 'Сервер базы данных работает с {setting} = {value}: при отключении питания подтверждённая работа пропадёт. Установите {setting} = on.',
  },
  'server.no-checksums': {
    en: 'The database server keeps no checksums: damage on its disk would go unnoticed. Stop it, run pg_checksums --enable and start it again.',
    ru: 'Сервер базы данных не ведёт контрольные суммы: порча данных на диске останется незамеченной. Остановите его, выполните pg_checksums --enable и запустите снова.',
  },
  'server.too-old': {
    en: 'The database server is PostgreSQL {version}, but Onward needs 15 or newer.',
    ru: 'На сервере базы данных PostgreSQL {version}, а Onward нужна версия 15 или новее.',
  },
  'server.wrong-encoding': {
    en: 'The database has encoding {encoding}, but must be UTF8. Create it with encoding UTF8.',
    ru: 'Кодировка базы данных — {encoding}, а нужна UTF8. Создайте базу с кодировкой UTF8.',
  },
  'server.no-extension': {
    en: 'The database extension {extension} cannot be used: {reason}. Install it or let the database owner create it.',
    ru: 'Расширение базы данных {extension} недоступно: {reason}. Установите его или разрешите владельцу базы его создать.',
  },
  'server.no-cyrillic': {
    en: 'The database cannot search Russian text ({check} failed). Create it with LC_CTYPE C.UTF-8 or ru_RU.UTF-8.',
    ru: 'База данных не умеет искать русский текст (не прошла проверка {check}). Создайте её с LC_CTYPE C.UTF-8 или ru_RU.UTF-8.',
  },
} satisfies Record<string, Sentences>

export type StartProblemCode = keyof typeof sentences

/** One reason why Onward cannot start; `params` fill the places in its sentence. */
export interface StartProblem {
  code: StartProblemCode
  params: Record<string, string | number>
}

/** Refusal to start: all the reasons at once, to be shown as plain sentences without a stack. */
export class StartRefused extends Error {
  readonly problems: StartProblem[]

  constructor(problems: StartProblem[]) {
    super(problems.map((problem) => describeProblem(problem, 'en')).join('\n'))
    this.name = 'StartRefused'
    this.problems = problems
  }
}

/** Refuses to start for one reason. */
export function refuseStart(code: StartProblemCode, params: StartProblem['params'] = {}): never {
  throw new StartRefused([{ code, params }])
}

/** The sentence for one problem in the operator's language. */
export function describeProblem(problem: StartProblem, language: OperatorLanguage): string {
  return sentences[problem.code][language].replace(/\{(\w+)\}/g, (place, name: string) =>
    String(problem.params[name] ?? place),
  )
}
